package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * What an operator does to a running server by {@code bin/sipacc} and by HTTP. Each test puts the
 * policy in force that it needs.
 */
@Isolated("starts a server: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class ManagementIT {
  private static final String SEQUENTIAL =
      "request:\n  - if: {has_totag: true}\n    do: [relay, stop]\n";
  private static final String IN_OWN_TABLE =
      SEQUENTIAL
          + "  - if: {method: INVITE}\n"
          + "    do: [{do_accounting: {type: db, flags: cdr, table: own_acc}}]\n"
          + "  - do: [relay]\n";
  private static final String BARRED = SEQUENTIAL + "  - do: [{reply: {code: 403}}]\n";
  private static final String WRONG = SEQUENTIAL + "  - do: [rely]\n";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Settings settings;
  private static SipaccServer server;

  @BeforeAll
  static void start() {
    settings = Settings.of("management", Repository.testResource("management"));
    server = SipaccServer.start(settings);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void withoutTheSecretEveryAddressIsAProblemAndNeverAPage() throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (String path :
        List.of(
            "",
            "calls",
            "live-calls",
            "policies/active",
            "nothing/here",
            "?_wadl",
            "calls?_wadl")) {
      answers.add(send(request(path).GET()));
      answers.add(send(request(path).header("Authorization", "Bearer guess").GET()));
      answers.add(send(request(path).header("Authorization", "Basic Z3Vlc3M6").DELETE()));
    }
    answers.add(send(request("policies").POST(BodyPublishers.ofString(BARRED))));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(401);
              assertThat(answer.headers().firstValue("Content-Type"))
                  .hasValueSatisfying(
                      type -> assertThat(type).startsWith("application/problem+json"));
              assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                  .startsWith("Bearer");
              assertThat(answer.body()).startsWith("{").contains("\"status\":401");
            });
  }

  @Test
  void theSecretIsForTheServersUserOnly() throws IOException {
    Path secret = settings.data().resolve("management.secret");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(server.process().printed()).noneMatch(line -> line.contains(secretText()));
  }

  @Test
  void anActivatedPolicyIsForTheNextCallsAndNotForThoseThatAreUp(SipFlow flow) throws IOException {
    activate(Files.readString(Repository.testResource("management/policy.yaml")), "base.yaml");
    String before = versionInForce();
    Conversation up = Conversation.invited(flow, server, "bob").rings().answered();

    activate(IN_OWN_TABLE, "own-table.yaml");
    Conversation next =
        Conversation.invited(flow, server, "carol").rings().answered().callerHangsUp();
    up.callerHangsUp();

    assertThat(server.summaryOf(next.callId()).text("policy_version"))
        .isEqualTo(versionInForce())
        .isNotEqualTo(before);
    assertThat(server.summaryOf(up.callId()).text("policy_version")).isEqualTo(before);
    assertThat(server.awaitRows("own_acc", next.callId(), 1)).hasSize(1);
    assertThat(server.recordsOf(up.callId()).acc()).hasSize(1);
    assertThat(server.records().ofCall("own_acc", up.callId())).isEmpty();
    assertThat(server.records().ofCall("acc", next.callId())).isEmpty();
  }

  @Test
  void aCarriersFileIsComparedWithTheAnsweredCallsOfItsTime(SipFlow flow) throws IOException {
    activate(Files.readString(Repository.testResource("management/policy.yaml")), "base.yaml");
    Instant since = Instant.now();
    List<String> lines = new ArrayList<>(List.of("Start;A;B;Sekunden"));
    for (String callee : List.of("4940555001", "4940555002")) {
      Conversation talk =
          Conversation.invited(flow.udp("4930100200"), flow.udp("bob"), server, callee)
              .rings()
              .answered()
              .talks()
              .callerHangsUp();
      server.recordsOf(talk.callId());
      lines.add(
          "%s;0%s;00%s;%d"
              .formatted(
                  talk.call().answeredAt().truncatedTo(ChronoUnit.SECONDS),
                  "30100200",
                  callee,
                  talk.call().talked().toSeconds()));
    }
    Instant until = Instant.now();

    Command same = compare(String.join("\n", lines), since, until);
    assertThat(same.exit()).as(same.errors() + same.output()).isZero();
    assertThat(same.output()).anyMatch(line -> line.matches("in both +2"));

    lines.remove(2);
    lines.add("%s;030100200;004940555009;7".formatted(since));
    Command other = compare(String.join("\n", lines), since, until);
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.output())
        .anyMatch(line -> line.contains("4930100200") && line.contains("4940555002"))
        .anyMatch(line -> line.contains("004940555009") && line.contains("line 3"));
  }

  private static Command compare(String text, Instant since, Instant until) throws IOException {
    return sipacc(
        "compare",
        file(text, "carrier.csv").toString(),
        "--since",
        since.toString(),
        "--until",
        until.toString(),
        "--separator=;",
        "--start=Start",
        "--caller=A",
        "--callee=B",
        "--seconds=Sekunden");
  }

  @Test
  void aWrongPolicyIsRefusedWithItsPlaceAndTheOneInForceStays(SipFlow flow) throws Exception {
    activate(BARRED, "barred.yaml");
    String before = versionInForce();
    Path file = file(WRONG, "wrong.yaml");

    Command command = sipacc("policy", "activate", file.toString());
    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.output()).isEmpty();
    assertThat(command.errors())
        .isEqualTo("sipacc: " + file + ":4:10: unknown action rely; did you mean relay?\n");
    HttpResponse<String> answer =
        send(withSecret("policies/check").POST(BodyPublishers.ofString(WRONG)));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"line\":4,\"column\":10");

    assertThat(versionInForce()).isEqualTo(before);
    flow.udp("alice").invite(server.sip(), "sip:dave@127.0.0.1:9").expect(403);
  }

  @Test
  void theHistoryTellsWhoDidWhatAndLeadsBack() {
    activate(IN_OWN_TABLE, "own-table.yaml");
    String before = versionInForce();
    activate(BARRED, "barred.yaml", "--author", "ann", "--comment", "fraud at the weekend");
    String barred = versionInForce();

    assertThat(last(sipacc("policy", "history")))
        .contains(barred, "activated", "ann", "barred.yaml", "fraud at the weekend");
    assertThat(sipacc("policy", "show", "previous").output())
        .isEqualTo(IN_OWN_TABLE.lines().toList());
    assertThat(sipacc("policy", "rollback", "--author", "bob").output())
        .containsExactly("policy " + before + " is in force, in place of " + barred);
    assertThat(last(sipacc("policy", "history", "--json")))
        .contains("\"version\":\"" + before + "\"", "\"how\":\"rolled_back\"", "\"bob\"");
  }

  @Test
  void aChangeBasedOnAnotherVersionIsRefused() {
    activate(BARRED, "barred.yaml");

    Command command =
        sipacc(
            "policy",
            "activate",
            file(IN_OWN_TABLE, "late.yaml").toString(),
            "--replaces",
            "0123456789ab");

    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.errors()).contains("is in force, not 0123456789ab");
  }

  @Test
  void aPolicyHasALargestSize() throws Exception {
    String large = "# " + "x".repeat(1024 * 1024) + "\n" + BARRED;

    HttpResponse<String> answer = send(withSecret("policies").POST(BodyPublishers.ofString(large)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("at most 1048576 bytes");
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    HttpResponse<String> answer = send(withSecret("nothing").GET());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(sipacc("end", "no-such-call@acceptance").exit()).isEqualTo(1);
  }

  @Test
  void anActivatedPolicySurvivesARestart(SipFlow flow) {
    activate(BARRED, "barred.yaml");
    String barred = versionInForce();
    server.close();

    Command nobody = sipacc("policy", "history");
    assertThat(nobody.exit()).isEqualTo(3);
    assertThat(nobody.errors()).contains("no server runs on", settings.data().toString());

    server = SipaccServer.restart(settings);
    assertThat(versionInForce()).isEqualTo(barred);
    flow.udp("alice").invite(server.sip(), "sip:dave@127.0.0.1:9").expect(403);
  }

  private static void activate(String policy, String name, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("policy", "activate", file(policy, name).toString()));
    arguments.addAll(List.of(options));
    Command command = sipacc(arguments.toArray(String[]::new));
    assertThat(command.exit()).as(command.errors()).isZero();
  }

  private static String versionInForce() {
    String line = last(sipacc("policy", "history", "--json"));
    return line.replaceFirst(".*\"version\":\"([0-9a-f]{12})\".*", "$1");
  }

  private static String last(Command command) {
    assertThat(command.exit()).as(command.errors()).isZero();
    return command.output().get(command.output().size() - 1);
  }

  private static Command sipacc(String... arguments) {
    List<String> line = new ArrayList<>(List.of(Repository.file("bin/sipacc").toString()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", settings.data().toString()));
    return Command.run(line);
  }

  private static Path file(String text, String name) {
    try {
      return Files.writeString(settings.home().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest.Builder withSecret(String path) {
    return request(path)
        .header("Authorization", "Bearer " + secretText())
        .header("Content-Type", "text/yaml");
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.console().resolve("/api/" + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String secretText() {
    try {
      return Files.readString(settings.data().resolve("management.secret")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
