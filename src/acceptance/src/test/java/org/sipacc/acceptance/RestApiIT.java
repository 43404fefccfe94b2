package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
import org.sipacc.acceptance.server.EventStream;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The REST API of a running server, as people with each role and programs use it. */
@Isolated("starts a server: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class RestApiIT {
  private static Instant begun;
  private static SipaccServer server;
  private static ApiClient nobody;
  private static HttpResponse<String> firstLogin;
  private static ApiClient administrator;
  private static ApiClient operator;
  private static ApiClient viewer;

  @BeforeAll
  static void start() throws Exception {
    begun = Instant.now();
    Settings settings = Settings.of("rest", Repository.testResource("rest"));
    server = SipaccServer.start(settings);
    nobody = ApiClient.nobody(server);
    String password = Files.readString(settings.data().resolve("admin.password")).strip();
    firstLogin = nobody.post("session", "{\"user\":\"admin\",\"password\":\"" + password + "\"}");
    administrator = ApiClient.administrator(server);
    operator = administrator.newUser("olga", "operator");
    viewer = administrator.newUser("vera", "viewer");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status);
  }

  @Test
  void onlyHealthAndTheLoginAreOpen() {
    assertThat(nobody.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(nobody.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(nobody.get("/health").statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "/api",
            "/api/",
            "/metrics",
            "users",
            "nothing/here",
            "session",
            "calls?_wadl",
            "session;a=b",
            "%73ession",
            "session/",
            "session/../users")) {
      assertProblem(nobody.get(path), 401);
    }
    assertProblem(nobody.with("Authorization", "Bearer sipacc_guess").get("users"), 401);
    assertProblem(nobody.with("Authorization", "Basic YWRtaW46YWRtaW4=").get("users"), 401);
    assertProblem(nobody.with("Cookie", "sipacc_session=guess").get("users"), 401);
    assertProblem(nobody.post("session/password", "{}"), 401);
    assertProblem(nobody.post("session", "{\"user\":\"admin\",\"password\":\"admin\"}"), 401);
  }

  @Test
  void theFirstLoginOpensNothingButTheChangeOfItsPassword() {
    assertThat(firstLogin.statusCode()).isEqualTo(200);
    assertThat(firstLogin.body()).contains("\"must_change_password\":true");
    assertThat(firstLogin.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("sipacc_session=")
        .contains("HttpOnly", "SameSite=Strict")
        .doesNotContain("Secure");
    assertThat(server.logLines("the first user is admin")).hasSize(1);
    assertThat(server.settings().data().resolve("admin.password")).doesNotExist();
  }

  @Test
  void aUserWithAnothersPasswordHasToChangeItFirst() {
    String password =
        ApiClient.text(
            administrator.post("users", "{\"name\":\"nina\",\"role\":\"viewer\"}"), "password");
    ApiClient nina = nobody.login("nina", password);
    assertProblem(nina.get("live-calls"), 403);
    assertProblem(nina.get("/metrics"), 403);
    assertThat(nina.get("session").body()).contains("\"must_change_password\":true");
  }

  @Test
  void eachRoleMayWhatThoseBelowItMayAndNoMore() {
    assertThat(viewer.get("live-calls").statusCode()).isEqualTo(200);
    assertProblem(viewer.delete("live-calls/none"), 403);
    assertProblem(viewer.get("dead-letters"), 403);
    assertProblem(viewer.get("users"), 403);
    assertProblem(operator.delete("live-calls/none"), 404);
    assertThat(operator.get("dead-letters").statusCode()).isEqualTo(200);
    assertThat(operator.get("parameters").body())
        .contains("\"name\":\"mask_digits\"", "\"written\":[\"3\"],\"place\":\"")
        .contains("\"written\":[\"***\"]")
        .doesNotContain("nobody is shown this");
    assertProblem(viewer.get("parameters"), 403);
    assertProblem(operator.get("users"), 403);
    assertProblem(operator.get("audit"), 403);
    assertThat(administrator.get("users").body()).contains("\"olga\"", "\"vera\"");
    assertProblem(administrator.delete("live-calls/none"), 404);
  }

  @Test
  void aChangeByCookieNeedsTheTokenOfTheSession() {
    assertProblem(operator.with("X-CSRF-Token", "").delete("live-calls/none"), 403);
    assertProblem(operator.with("X-CSRF-Token", "guess").delete("live-calls/none"), 403);
    assertProblem(operator.with("Sec-Fetch-Site", "cross-site").delete("live-calls/none"), 403);
    assertProblem(operator.with("X-CSRF-Token", "").get("live-calls/none?_method=DELETE"), 400);
    assertProblem(
        operator
            .with("X-CSRF-Token", "")
            .with("X-HTTP-Method-Override", "DELETE")
            .get("live-calls/none"),
        400);
    assertProblem(
        nobody
            .with("Sec-Fetch-Site", "cross-site")
            .post("session", "{\"user\":\"admin\",\"password\":\"x\"}"),
        403);
  }

  @Test
  void behindHttpsTheCookieIsSecure() {
    HttpResponse<String> made =
        administrator.post("users", "{\"name\":\"hans\",\"role\":\"viewer\"}");
    HttpResponse<String> answer =
        nobody
            .with("X-Forwarded-Proto", "https")
            .post(
                "session",
                "{\"user\":\"hans\",\"password\":\"" + ApiClient.text(made, "password") + "\"}");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).endsWith("; Secure");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void everyAnswerCarriesTheHeadersThatProtectABrowser() {
    for (HttpResponse<String> answer :
        List.of(
            nobody.get("/"),
            nobody.get("/health"),
            nobody.get("/nothing"),
            nobody.get("users"),
            viewer.get("live-calls"))) {
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
  }

  @Test
  void theCommandLineManagesUsersWithoutALogin() {
    assertThat(server.command("users", "add", "klaus", "viewer").output().get(0))
        .startsWith("klaus is viewer; the password for the first login is ");
    String sentence = server.command("users", "password", "klaus").output().get(0);
    ApiClient klaus =
        nobody.login("klaus", sentence.substring(sentence.lastIndexOf(' ') + 1).strip());
    assertThat(server.command("users").output())
        .anyMatch(line -> line.matches("klaus +viewer +change password +.*"));
    assertThat(server.command("users", "disable", "klaus").exit()).isZero();
    assertProblem(klaus.get("session"), 401);
    assertThat(administrator.get("audit?limit=1000").body())
        .contains("\"who\":\"management\",\"means\":\"management\"");
  }

  private static String tokenId(String name) {
    return administrator
        .get("tokens")
        .body()
        .replaceFirst(".*\"id\":\"([^\"]+)\",\"name\":\"" + name + "\".*", "$1");
  }

  @Test
  void theGrafanaDashboardAsksForFiguresThatThereAre() throws IOException {
    String dashboard = Files.readString(Repository.file("container-config/grafana/sipacc.json"));
    String figures = administrator.get("/metrics").body();
    List<String> names =
        Pattern.compile("\\b(?:sipacc|jvm|process|system)_[a-z_]+(?=[{,])")
            .matcher(dashboard)
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    assertThat(names).hasSizeGreaterThan(10);
    assertThat(names)
        .allSatisfy(name -> assertThat(figures).containsPattern("(?m)^" + name + "[{ ]"));
  }

  @Test
  void aTokenLetsAProgramInUntilItIsRevoked() {
    ApiClient program = administrator.newToken("grafana", "viewer");
    assertThat(program.get("live-calls").statusCode()).isEqualTo(200);
    assertThat(program.get("/metrics").body()).contains("# TYPE");
    assertProblem(program.get("users"), 403);
    String id = tokenId("grafana");
    assertThat(administrator.delete("tokens/" + id).statusCode()).isEqualTo(200);
    assertProblem(program.get("live-calls"), 401);
  }

  @Test
  void theCommandLineMakesAndRevokesTokens() {
    String token = server.command("tokens", "add", "cron", "viewer", "--days", "2").output().get(0);
    ApiClient program = nobody.with("Authorization", "Bearer " + token);
    assertThat(program.get("live-calls").statusCode()).isEqualTo(200);
    String row =
        server.command("tokens").output().stream()
            .filter(line -> line.contains("cron"))
            .findFirst()
            .orElseThrow();
    assertThat(row).contains("viewer", "expires ");
    String id = row.split(" ")[0];
    assertThat(server.command("tokens", "revoke", id).exit()).isZero();
    assertProblem(program.get("live-calls"), 401);
  }

  @Test
  void whoGuessesPasswordsHasToWait() {
    String known = "{\"user\":\"walter\",\"password\":\"guess\"}";
    ApiClient guesser = nobody.with("X-Forwarded-For", "203.0.113.9");
    for (int i = 0; i < 5; i++) {
      assertProblem(guesser.post("session", known), 401);
    }
    HttpResponse<String> answer = guesser.post("session", known);
    assertProblem(answer, 429);
    assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
        .isBetween(1, 31);
    assertThat(administrator.get("audit").body())
        .contains("\"who\":\"walter\"", "203.0.113.9", "too many attempts");
  }

  @Test
  void changesAndLogOutsAreInTheAudit() {
    ApiClient leaver = administrator.newUser("lena", "operator");
    assertProblem(leaver.delete("live-calls/gone?id=x"), 404);
    assertThat(leaver.delete("session").statusCode()).isEqualTo(204);
    assertProblem(leaver.get("session"), 401);
    assertThat(administrator.get("audit?limit=1000").body())
        .contains(
            "\"who\":\"lena\",\"means\":\"session\",\"address\":\"127.0.0.1\",\"action\":\"change\","
                + "\"subject\":\"DELETE /api/live-calls/gone?id=x\",\"outcome\":\"404\"")
        .contains("\"action\":\"logout\"")
        .contains("\"subject\":\"POST /api/users\",\"outcome\":\"201\"");
  }

  @Test
  void hostileBodiesAreProblems() {
    for (String body :
        List.of(
            "",
            "[]",
            "{\"user\":1}",
            "{\"user\":\"admin\"}",
            "{\"user\":\"a\",\"password\":",
            "{".repeat(8000))) {
      assertProblem(nobody.post("session", body.isEmpty() ? " " : body), 400);
    }
    assertProblem(nobody.post("session", "{\"user\":\"" + "x".repeat(9000) + "\"}"), 413);
    assertProblem(
        nobody.post("session", "{\"user\":\"'; drop table calls --\",\"password\":\"\\u0000\"}"),
        401);
    assertProblem(nobody.post("session", "{\"user\":\"" + "x".repeat(20_000) + "\"}"), 413);
    assertProblem(
        nobody.send(
            "POST", "session", BodyPublishers.ofInputStream(() -> InputStream.nullInputStream())),
        411);
    assertProblem(nobody.send("PUT", "session", BodyPublishers.ofString("{}")), 401);
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
  void aLiveCallIsMaskedToo(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow.udp("4911400111"), flow.udp("callee"), server, "4930777003")
            .rings()
            .answered();
    assertThat(viewer.get("live-calls?id=" + talk.callId()).body())
        .contains("4911400xxx", "4930777xxx")
        .doesNotContain("4911400111", "4930777003");
    assertThat(operator.get("live-calls?id=" + talk.callId()).body())
        .contains("4911400111", "4930777003");
    talk.callerHangsUp();
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
  void liveCallsAreStreamedAsTheyComeChangeAndEndMaskedByRole(SipFlow flow) {
    try (EventStream masked = viewer.events("live-calls/stream");
        EventStream open = operator.events("live-calls/stream")) {
      masked.expect("\"whole\":true");
      open.expect("\"whole\":true");
      Conversation talk =
          Conversation.invited(flow.udp("4911400222"), flow.udp("callee"), server, "4930777004")
              .rings();
      open.expect("\"whole\":false", talk.callId(), "\"state\":\"early\"", "4911400222");
      talk.answered();
      String up = open.expect(talk.callId(), "\"state\":\"confirmed\"");
      masked.expect(talk.callId(), "\"state\":\"confirmed\"", "4911400xxx", "4930777xxx");
      talk.callerHangsUp();
      String id = up.replaceFirst(".*\\{\"id\":\"([^\"]*)\",[^{]*" + talk.callId() + ".*", "$1");
      open.expect("\"ended\":[\"" + id + "\"");
      assertThat(masked.all()).noneMatch(event -> event.contains("4911400222"));
    }
  }

  @Test
  void aStreamEndsWithTheLoginOfItsReader() {
    ApiClient leaver = administrator.newUser("stefan", "viewer");
    ApiClient program = administrator.newToken("stream", "viewer");
    try (EventStream mine = leaver.events("live-calls/stream");
        EventStream other = program.events("live-calls/stream")) {
      mine.expect("\"whole\":true");
      other.expect("\"whole\":true");
      assertThat(leaver.delete("session").statusCode()).isEqualTo(204);
      mine.expectEnd();
      assertThat(administrator.delete("tokens/" + tokenId("stream")).statusCode()).isEqualTo(200);
      other.expectEnd();
    }
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

  @Test
  void aBackendIsTestedWithoutARecord() {
    assertThat(operator.post("backends/db/test", "").body())
        .startsWith("{\"backend\":\"db\",\"millis\":");
    assertProblem(operator.post("backends/none/test", ""), 404);
    assertProblem(viewer.post("backends/db/test", ""), 403);
  }

  /** An operation of the document, with {@code x} for what its path has in braces. */
  private record Operation(String method, String path, String role) {
    /** With a body that nothing comes of. */
    HttpResponse<String> sentBy(ApiClient client) {
      if (method.equals("GET") || method.equals("DELETE")) {
        return client.send(method, path, BodyPublishers.noBody());
      }
      boolean policy = List.of("policies", "policies/check", "policies/compare").contains(path);
      String type =
          path.equals("reports/carrier") ? "text/csv" : policy ? "text/yaml" : "application/json";
      return client
          .with("Content-Type", type)
          .send(method, path, BodyPublishers.ofString(policy ? "wrong: 1" : "{}"));
    }

    boolean isOfTheSession() {
      return path.startsWith("session");
    }
  }

  private static List<Operation> operations() {
    Map<?, ?> paths =
        (Map<?, ?>)
            ((Map<?, ?>)
                    new Load(LoadSettings.builder().build())
                        .loadFromString(viewer.get("openapi.yaml").body()))
                .get("paths");
    List<Operation> operations = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            ((Map<?, ?>) item)
                .forEach(
                    (method, operation) -> {
                      if (!method.equals("parameters")) {
                        operations.add(
                            new Operation(
                                method.toString().toUpperCase(Locale.ROOT),
                                path.toString().substring(1).replaceAll("\\{[^}]*}", "x"),
                                ((Map<?, ?>) operation).get("x-role").toString()));
                      }
                    }));
    return operations;
  }

  @Test
  void everyOperationIsForItsRoleAndThoseAboveIt() {
    List<String> roles = List.of("viewer", "operator", "administrator");
    List<ApiClient> clients = List.of(viewer, operator, administrator);
    for (Operation operation : operations()) {
      for (int i = 0; i < roles.size() && !operation.isOfTheSession(); i++) {
        HttpResponse<String> answer = operation.sentBy(clients.get(i));
        if (i < roles.indexOf(operation.role())) {
          assertProblem(answer, 403);
        } else {
          assertThat(answer.statusCode())
              .as(roles.get(i) + " " + operation + " " + answer.body())
              .isNotIn(401, 403)
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void everyChangeByCookieNeedsTheTokenOfTheSession() {
    ApiClient withoutToken = administrator.with("X-CSRF-Token", "");
    List<Operation> changes =
        operations().stream()
            .filter(operation -> !operation.method().equals("GET"))
            .filter(operation -> !operation.role().equals("nobody"))
            .toList();
    assertThat(changes).hasSizeGreaterThan(15);
    changes.forEach(change -> assertProblem(change.sentBy(withoutToken), 403));
  }

  @Test
  void nobodyGetsAnythingOfAnyPathOfTheDocument() {
    assertProblem(nobody.get("openapi.yaml"), 401);
    List<String> paths = operations().stream().map(Operation::path).distinct().toList();
    assertThat(paths).hasSizeGreaterThan(35);
    for (String path : paths) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")) {
        if (!path.equals("session") || !method.equals("POST")) {
          HttpResponse<String> answer = nobody.send(method, path, BodyPublishers.noBody());
          assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
          assertThat(answer.headers().firstValue("Content-Type").orElse(""))
              .startsWith("application/problem+json");
        }
      }
    }
  }
}
