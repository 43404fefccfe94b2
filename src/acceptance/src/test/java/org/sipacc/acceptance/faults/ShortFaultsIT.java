package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
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
      "O09 a server killed three times under load loses no record of a call that had ended")
  void serverKilled() {
    try (FaultRun run = run("server killed -9 three times")) {
      ServerKiller killer = new ServerKiller(3);

      FaultResult result =
          run.during(BEFORE, () -> server = killer.kill(server, 3, run::serverDies)).result(AFTER);

      assertThat(result.expected()).as("expected records").isGreaterThan(100);
      FaultRun.assertComplete(result);
    }
  }

  private FaultRun run(String fault) {
    return new FaultRun(
        fault, "PostgreSQL", database.parsed(), server, CallLoad.Shape.shortCalls(30));
  }
}
