package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** The faults that every run of the tests plays, on one server and one database. */
@Tag("faults")
@Isolated("set-up times are measured, and the server is killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SipFlowExtension.class)
class ShortFaultsIT {
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration AFTER = Duration.ofSeconds(3);

  private DatabaseServer databases;
  private TestDatabase database;
  private SipaccServer server;

  @BeforeAll
  void start() {
    databases = DatabaseServers.postgresql();
    database = databases.newDatabase();
    server =
        SipaccServer.start(
            Settings.of("faults-short", Repository.testResource("faults"))
                .withDatabase(database.url()));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
    databases.close();
  }

  @Test
  @Order(1)
  @DisplayName("E35 a BYE while the database is down is answered at once, its row comes later")
  void e35(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    Call call = alice.invite(server.sip(), "sip:e35@" + bob.address());
    IncomingCall incoming = bob.expectInvite();
    incoming.reply(200);
    call.expect(200);
    call.ack();
    incoming.expectAck();

    databases.stop();
    Sent bye = call.bye();
    incoming.expectBye().reply(200);
    bye.expect(200, Duration.ofSeconds(1));
    databases.start();

    server.awaitRows("acc", call.callId(), 1);
    server.settle();
    assertThat(server.records().ofCall("acc", call.callId())).hasSize(1);
  }

  @Test
  @Order(2)
  @DisplayName("O09 a database that is down for 15 s under load touches no call and loses no row")
  void o09() {
    try (FaultRun run = run("database " + DatabaseFault.STOPPED_15_S)) {
      FaultResult result =
          run.during(BEFORE, () -> DatabaseFault.STOPPED_15_S.happen(databases, database))
              .result(AFTER);

      FaultRun.assertUnaffected(result);
    }
  }

  @Test
  @Order(3)
  @DisplayName(
      "O09 a server killed three times under load loses no record, not even of a call that was up")
  void serverKilled() {
    try (FaultRun run = run("server killed -9 three times")) {
      ServerKiller killer = new ServerKiller(3);

      FaultResult result =
          run.during(BEFORE, () -> server = killer.kill(server, 3, run)).result(AFTER);

      assertThat(result.expected()).as("expected records").isGreaterThan(100);
      FaultRun.assertComplete(result);
    }
  }

  @Test
  @Order(4)
  @DisplayName("after all this nothing is missing, and a row deleted by hand is named")
  void reconciliation() {
    server.settle();
    Command complete = server.command("reconcile");
    assertThat(complete.output()).contains("nothing is missing");
    assertThat(complete.exit()).as(String.join("\n", complete.output())).isZero();
    List<String> ids = database.texts("select record_id from acc order by record_id");
    TimeOrderedId victim = TimeOrderedId.parse(ids.get(ids.size() / 2));

    database.execute("delete from acc where record_id = '" + victim + "'");

    Command incomplete = server.command("reconcile");
    assertThat(incomplete.exit()).isEqualTo(1);
    assertThat(incomplete.output())
        .filteredOn(line -> line.startsWith("GAP: "))
        .singleElement(STRING)
        .contains(
            "table acc has",
            victim.time().truncatedTo(ChronoUnit.HOURS).toString(),
            "missing are the sequence numbers " + JournalPosition.after(victim).sequence());
  }

  @Test
  @Order(5)
  @DisplayName("the figures for Prometheus tell the same, to who knows the secret")
  void metrics() throws Exception {
    String text = metrics("Bearer " + Files.readString(secretFile()).strip(), 200);

    long seen = figure(text, "sipacc_calls_seen_total");
    assertThat(seen).isPositive();
    long ended =
        Stream.of("answered", "failed", "cancelled")
            .mapToLong(outcome -> figure(text, "sipacc_calls_total{outcome=\"" + outcome + "\"}"))
            .sum();
    assertThat(ended).isPositive();
    assertThat(ended + figure(text, "sipacc_calls_open")).isEqualTo(seen);
    assertThat(figure(text, "sipacc_records_journalled_total{backend=\"db\",kind=\"cdr\"}"))
        .isPositive()
        .isLessThanOrEqualTo(seen);
    assertThat(figure(text, "sipacc_delivery_lag{destination=\"db\"}")).isZero();
    assertThat(figure(text, "sipacc_delivery_outage{destination=\"db\"}")).isZero();
    assertThat(figure(text, "sipacc_delivered_total{destination=\"db\"}")).isPositive();
    assertThat(figure(text, "sipacc_journal_bytes")).isPositive();
    assertThat(text).contains("jvm_memory_used_bytes{", "process_uptime_seconds");
    assertThat(metrics("Bearer wrong", 401)).doesNotContain("sipacc_calls");
  }

  private Path secretFile() {
    return server.settings().data().resolve("management.secret");
  }

  private String metrics(String authorization, int status) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.console().resolve("/metrics"))
                    .header("Authorization", authorization)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    return answer.body();
  }

  private static long figure(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name + " in\n" + text));
  }

  private FaultRun run(String fault) {
    return new FaultRun(
        fault, "PostgreSQL", database.parsed(), server, CallLoad.Shape.shortCalls(30));
  }
}
