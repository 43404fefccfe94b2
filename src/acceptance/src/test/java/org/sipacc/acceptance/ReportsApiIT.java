package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipacc.acceptance.server.ApiClient.assertProblem;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** What is searched, reported and exported by the REST API of a running server. */
@Isolated("starts a server: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class ReportsApiIT {
  private static Instant begun;
  private static SipaccServer server;
  private static ApiClient administrator;
  private static ApiClient operator;
  private static ApiClient viewer;

  @BeforeAll
  static void start() {
    begun = Instant.now();
    server = SipaccServer.start(Settings.of("rest-reports", Repository.testResource("rest")));
    administrator = ApiClient.administrator(server);
    operator = administrator.newUser("olga", "operator");
    viewer = administrator.newUser("vera", "viewer");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** An answered call of one and a missed one of another number, both stored. */
  private static List<Conversation> calls(SipFlow flow, String caller, String other) {
    Conversation answered =
        Conversation.invited(flow.udp(caller), flow.udp("callee"), server, "4930777001")
            .rings()
            .answered()
            .talks()
            .callerHangsUp();
    Conversation missed =
        Conversation.invited(flow.udp(other), flow.udp("busy"), server, "4930777002")
            .rings()
            .refused(486, "Busy Here");
    server.recordsOf(answered.callId());
    server.recordsOf(missed.callId());
    return List.of(answered, missed);
  }

  private static String range() {
    return "since=" + begun.minusSeconds(60) + "&until=" + Instant.now().plusSeconds(60);
  }

  @Test
  void callsAreFoundByEveryFilterAndShownWithAllThatIsStored(SipFlow flow) {
    List<Conversation> calls = calls(flow, "4911100111", "4911100222");
    String answered = calls.get(0).callId();
    String missed = calls.get(1).callId();

    for (String filter :
        List.of(
            "caller=4911100111",
            "caller_starts=49111001&" + range(),
            "caller_contains=1100111&" + range(),
            "callid=" + answered,
            "callid=" + answered + "&code=200&duration=ge:1&cause=Downstream%20BYE",
            "caller=4911100111&code=2xx&gateway=127.0.0.1&node=0")) {
      assertThat(operator.get("calls?" + filter).body())
          .as(filter)
          .contains("\"callid\":\"" + answered + "\"", "\"code\":200")
          .doesNotContain(missed);
    }
    assertThat(operator.get("calls?caller_starts=4911100&code=4xx&" + range()).body())
        .contains(missed)
        .doesNotContain(answered);
    assertThat(operator.get("records?callid=" + answered).body())
        .contains("\"src_user\":\"4911100111\"", "\"ms_duration\"");
    assertThat(operator.get("records?caller=4911100111&method=INVITE&" + range()).body())
        .contains(answered);
    assertThat(operator.get("missed-calls?callee_contains=777002&" + range()).body())
        .contains(missed, "\"sip_code\":\"486\"");

    HttpResponse<String> found = operator.get("calls?callid=" + answered);
    String page = operator.get("calls/" + ApiClient.text(found, "call_uid")).body();
    assertThat(page)
        .contains("\"attempts\":[{\"target\":\"sip:4930777001@")
        .contains("\"records\":[{", "\"missed_calls\":[]")
        .contains("\"in_database\":true", "\"state\":\"delivered\"")
        .contains("\"trace\":\"https://homer.example/call/" + answered.replace("@", "%40"));
    assertProblem(operator.get("calls/01ARZ3NDEKTSV4RRFFQ69G5FAV"), 404);
    assertProblem(operator.get("calls/nothing"), 404);
  }

  @Test
  void thePagesOfASearchLeadToEachOther(SipFlow flow) {
    calls(flow, "4911200111", "4911200222");
    HttpResponse<String> first = operator.get("calls?limit=1&caller_starts=49112&" + range());
    HttpResponse<String> second = operator.get(ApiClient.text(first, "next"));
    assertThat(first.body()).contains("4911200222").doesNotContain("4911200111");
    assertThat(second.body()).contains("4911200111").doesNotContain("4911200222");
    assertThat(operator.get(ApiClient.text(second, "next")).body())
        .isEqualTo("{\"calls\":[],\"next\":null}");
    assertThat(first.headers().firstValue("Link").orElseThrow()).endsWith("; rel=\"next\"");
  }

  @Test
  void whoSeesNumbersMaskedLearnsNothingOfWhatIsHidden(SipFlow flow) {
    List<Conversation> calls = calls(flow, "4911300111", "4911300222");
    String callId = calls.get(0).callId();
    String uid = ApiClient.text(operator.get("calls?callid=" + callId), "call_uid");
    List<String> seen = new ArrayList<>();
    for (String path :
        List.of(
            "calls?callid=" + callId,
            "calls/" + uid,
            "records?callid=" + callId,
            "missed-calls?callid=" + calls.get(1).callId(),
            "calls/export?callid=" + callId + "&" + range(),
            "calls/export?format=jsonl&callid=" + callId + "&" + range(),
            "records/export?callid=" + callId + "&" + range())) {
      HttpResponse<String> answer = viewer.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      seen.add(answer.body());
    }
    assertThat(seen)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("4911300xxx", "4930777xxx")
                    .doesNotContain("4911300111", "4911300222", "4930777001"));
    assertThat(viewer.get("calls?caller_starts=4911300&" + range()).body()).contains(callId);
    assertThat(viewer.get("calls?caller_starts=49113001&" + range()).body()).doesNotContain(callId);
    assertThat(viewer.get("records?caller_starts=49113001&" + range()).body())
        .doesNotContain(callId);
    for (String probe :
        List.of(
            "calls?caller=4911300111",
            "calls?callee=4930777001",
            "calls?caller_contains=111&" + range(),
            "records?caller=4911300111&" + range(),
            "missed-calls?callee_contains=002&" + range(),
            "calls/export?caller=4911300111&" + range(),
            "calls?caller_starts=4911300111;&" + range())) {
      assertProblem(viewer.get(probe), 403);
    }
  }

  @Test
  void failedCallsToACountryAreFoundAndReported(SipFlow flow) {
    Conversation failed =
        Conversation.invited(flow.udp("4911600111"), flow.udp("callee"), server, "+40211234567")
            .rings()
            .refused(486, "Busy Here");
    Conversation elsewhere =
        Conversation.invited(flow.udp("4911600111"), flow.udp("callee"), server, "+4930123456")
            .rings()
            .refused(486, "Busy Here");
    server.recordsOf(failed.callId());
    server.recordsOf(elsewhere.callId());

    assertThat(operator.get("calls?callee_country=ro&code=4xx&" + range()).body())
        .contains(failed.callId())
        .doesNotContain(elsewhere.callId());
    assertThat(
            viewer
                .get("reports/calls?group_by=callee_country&caller_starts=491160&" + range())
                .body())
        .contains("\"group\":\"RO\"", "\"group\":\"DE\"");
    assertProblem(viewer.get("calls?callee_country=XY&" + range()), 400);
  }

  @Test
  void theMostCallsAtOnceAreToldOfThoseThatMatch(SipFlow flow) {
    List<Conversation> talks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      talks.add(
          Conversation.invited(flow.udp("4911600113"), flow.udp("callee"), server, "+4366012345")
              .rings()
              .answered());
    }
    talks.forEach(Conversation::callerHangsUp);
    talks.forEach(talk -> server.recordsOf(talk.callId()));

    assertThat(
            viewer
                .get("reports/concurrency?caller_starts=4911600&callee_country=AT&" + range())
                .body())
        .contains("\"interval\":\"total\"", "\"begin\":null,\"calls\":3,\"at\":\"20");
    assertThat(
            viewer
                .get("reports/concurrency?interval=hour&caller_starts=491169999&" + range())
                .body())
        .contains("\"calls\":0,");
    assertProblem(viewer.get("reports/concurrency"), 400);
  }

  @Test
  void aPersonsNumberIsErasedAndTheAuditDoesNotHaveItEither(SipFlow flow) {
    Conversation failed =
        Conversation.invited(flow.udp("493023125777"), flow.udp("callee"), server, "+493023125778")
            .rings()
            .refused(486, "Busy Here");
    server.recordsOf(failed.callId());

    assertProblem(operator.post("erasures", "{\"number\":\"493023125777\"}"), 403);
    assertProblem(administrator.post("erasures", "{\"number\":\"493\"}"), 400);
    assertThat(administrator.post("erasures", "{\"number\":\"493023125777\"}").body())
        .isEqualTo("{\"calls\":1,\"records\":1}");

    assertThat(administrator.get("calls?callid=" + failed.callId()).body())
        .contains("sip:erased@")
        .doesNotContain("493023125777");
    assertThat(administrator.get("missed-calls?callid=" + failed.callId()).body())
        .contains("\"src_user\":\"erased\"")
        .doesNotContain("493023125777");
    assertThat(administrator.get("audit?limit=1000").body())
        .contains("erasures")
        .doesNotContain("493023125777");
  }

  @Test
  void aPolicyIsComparedWithTheOneInForceOnTheLastCalls(SipFlow flow) throws IOException {
    Conversation talk =
        Conversation.invited(flow, server, "compared").rings().answered().callerHangsUp();
    server.recordsOf(talk.callId());
    String inForce = Files.readString(Repository.testResource("rest/policy.yaml"));
    ApiClient writer = operator.with("Content-Type", "text/yaml");

    assertThat(writer.post("policies/compare", inForce).body()).contains("\"different\":0,");
    assertThat(
            writer
                .post(
                    "policies/compare",
                    inForce.replace("\"$rU\": mended", "\"$rU\": [mended, compared]"))
                .body())
        .contains(
            "\"callid\":\"" + talk.callId() + "\"",
            "\"before\":[\"relayed\",\"cdr db acc INVITE 200 OK ",
            "\"after\":[\"relayed\",\"cdr db mended_acc INVITE 200 OK ");
    assertProblem(writer.post("policies/compare", "request: [{do: [rely]}]"), 422);
    assertProblem(viewer.with("Content-Type", "text/yaml").post("policies/compare", inForce), 403);
  }

  @Test
  void reportsAreMadeOfSumsThatFollowTheCallsAndCanBeMadeAnew(SipFlow flow) {
    Conversation failed =
        Conversation.invited(flow.udp("4911600112"), flow.udp("callee"), server, "+33140123456")
            .rings()
            .refused(486, "Busy Here");
    server.recordsOf(failed.callId());

    await().until(() -> viewer.get("rollups").body().contains("\"complete\":true"));
    assertThat(viewer.get("rollups").body()).doesNotContain("\"calls_rolled_up\":0");
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    String report =
        "reports/calls?group_by=callee_country&since=%s&until=%s"
            .formatted(hour.minus(2, ChronoUnit.HOURS), hour.plus(1, ChronoUnit.HOURS));
    assertThat(viewer.get(report).body()).contains("\"group\":\"FR\",\"calls\":1,");

    assertThat(administrator.post("rollups/rebuild", "").statusCode()).isEqualTo(200);
    assertThat(viewer.get(report).body()).contains("\"group\":\"FR\",\"calls\":1,");
    await().until(() -> viewer.get("rollups").body().contains("\"complete\":true"));
    assertThat(viewer.get(report).body()).contains("\"group\":\"FR\",\"calls\":1,");
  }

  @Test
  void theSumsOfReportsAreHeldAndGoOnWhenTheyAreResumed(SipFlow flow) {
    await().until(() -> operator.delete("work/roll-ups").statusCode() == 204);
    assertThat(viewer.get("work").body()).contains("\"id\":\"roll-ups\"", "\"state\":\"held\"");
    calls(flow, "4911600114", "4911600115");
    await().until(() -> viewer.get("rollups").body().contains("\"complete\":false"));

    assertThat(operator.post("work/roll-ups/resume", "").statusCode()).isEqualTo(204);
    await().until(() -> viewer.get("rollups").body().contains("\"complete\":true"));
    assertProblem(operator.post("work/roll-ups/resume", ""), 404);
    assertProblem(operator.delete("work/export-0"), 404);
  }

  @Test
  void anExportGoesOnBehindItsLastRow(SipFlow flow) {
    calls(flow, "4911600116", "4911600117");
    String address = "calls/export?format=jsonl&caller_starts=491160011&" + range();
    List<String> whole = operator.get(address).body().lines().toList();
    String last = whole.get(0).replaceFirst(".*\"call_uid\":\"([^\"]*)\".*", "$1");
    assertThat(operator.get(address + "&after=" + last).body().lines())
        .containsExactlyElementsOf(whole.subList(1, whole.size()));
    String record =
        operator
            .get("missed-calls/export?format=jsonl&" + range())
            .body()
            .lines()
            .findFirst()
            .get();
    String id = record.replaceFirst(".*\"record_id\":\"([^\"]*)\".*", "$1");
    assertThat(operator.get("missed-calls/export?format=jsonl&after=" + id + "&" + range()).body())
        .doesNotContain(id);
    assertProblem(operator.get(address + "&after=nothing"), 400);
  }

  @Test
  void searchesThatWouldReadEverythingOrCannotBeReadAreProblems() {
    for (String query :
        List.of(
            "caller_contains=1",
            "code=4xx",
            "caller_contains=1&since=2020-01-01T00:00:00Z&until=2026-01-01T00:00:00Z",
            "gateway=127.0.0.1",
            "since=yesterday",
            "since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z",
            "code=99",
            "code=4XX%27",
            "duration=60",
            "duration=ge:-1",
            "node=x",
            "limit=0",
            "limit=1001",
            "cursor=%00",
            "cursor=AAAA",
            "caler=1",
            "caller=1&caller=2",
            "caller=1&caller_starts=1",
            "callid=%00",
            "callid=" + "x".repeat(600))) {
      assertProblem(operator.get("calls?" + query), 400);
    }
    assertProblem(operator.get("missed-calls?duration=ge:1"), 400);
    assertProblem(operator.get("calls/export?callid=x"), 400);
    assertProblem(operator.get("calls/export?format=xml&" + range()), 400);
    for (String hostile :
        List.of("%27%20or%201=1%20--", "%25", "%3Cscript%3E", "%F0%9F%98%80", "=cmd", ":p0")) {
      assertThat(operator.get("calls?caller=" + hostile).body())
          .isEqualTo("{\"calls\":[],\"next\":null}");
      assertThat(operator.get("records?caller_contains=" + hostile + "&" + range()).body())
          .as(hostile)
          .startsWith("{\"records\":[");
    }
  }

  @Test
  void exportsHaveAllThatMatchWithoutAFormulaAndAreInTheAudit(SipFlow flow) {
    Conversation call =
        Conversation.invited(flow.udp("=2+5"), flow.udp("callee"), server, "+4930777004")
            .rings()
            .answered()
            .callerHangsUp();
    server.recordsOf(call.callId());
    HttpResponse<String> csv =
        operator.get("records/export?callid=" + call.callId() + "&" + range());
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"records.csv\"");
    assertThat(csv.body().lines()).hasSize(2).first().asString().startsWith("record_id,call_uid,");
    assertThat(csv.body()).contains(",'=2+5,", ",'+4930777004,");
    HttpResponse<String> lines =
        operator.get("records/export?format=jsonl&callid=" + call.callId() + "&" + range());
    assertThat(lines.body().lines()).hasSize(1);
    assertThat(lines.body()).contains("\"src_user\":\"=2+5\"");
    assertThat(administrator.get("audit?limit=1000").body())
        .contains("\"who\":\"olga\"", "\"action\":\"export\"", "ended after 1 rows");
  }

  @Test
  void aReportTellsTheFiguresOfTheCallsOfItsFilter(SipFlow flow) {
    calls(flow, "4911500111", "4911500222");
    assertThat(viewer.get("reports/calls?caller_starts=49115&" + range()).body())
        .contains("\"calls\":2,\"answered\":1", "\"numerator\":1,\"denominator\":2", "RFC 6076");
    assertThat(
            viewer
                .get("reports/calls?group_by=caller&interval=day&caller_starts=49115&" + range())
                .body())
        .contains("\"group\":\"4911500xxx\",\"calls\":2")
        .doesNotContain("4911500111");
    assertThat(viewer.get("reports/calls?group_by=gateway&caller_starts=49115&" + range()).body())
        .contains("\"group\":\"127.0.0.1\",\"calls\":2");
    assertThat(
            administrator
                .get("reports/calls?group_by=caller&top=1&caller_starts=49115&" + range())
                .body())
        .containsPattern(
            "\"groups\":2,\"rows\":\\[[^]]*\"calls\":1,[^]]*],\"others\":\\{\"calls\":1,");
    assertProblem(viewer.get("reports/calls?top=1&" + range()), 400);
    assertProblem(viewer.get("reports/calls?group_by=caller&top=0&" + range()), 400);
    assertProblem(viewer.get("reports/calls"), 400);
    assertProblem(viewer.get("reports/calls?group_by=colour&" + range()), 400);
    assertProblem(viewer.get("reports/calls?zone=Mars&" + range()), 400);
  }

  @Test
  void aCarriersFileIsComparedWithOurCallsUnlessNumbersAreMasked(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow.udp("4911600118"), flow.udp("callee"), server, "4930777118")
            .rings()
            .answered()
            .callerHangsUp();
    server.recordsOf(talk.callId());
    String address =
        "reports/carrier?heading=false&start=1&caller=2&callee=3&seconds=4&start_tolerance=60&"
            + range();
    String file =
        Instant.now() + ",4911600118,004930777118,0\n" + Instant.now() + ",4911600118,555,7\n";

    assertThat(operator.with("Content-Type", "text/csv").post(address, file).body())
        .contains("\"theirs\":{\"calls\":2,", "\"both\":1,")
        .containsPattern("\"only_there\":\\{\"total\":1,\"calls\":\\[\\{[^}]*\"callee\":\"555\"");
    assertProblem(viewer.with("Content-Type", "text/csv").post(address, file), 403);
    assertProblem(
        operator.with("Content-Type", "text/csv").post(address + "&charset=ELF", file), 400);
    assertProblem(
        operator.with("Content-Type", "text/csv").post(address, file.replace("7", "long")), 422);
  }
}
