package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** Two servers with one database and one signing key, and requests that reach the wrong one. */
@Isolated("two servers run, and one is killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
  private static final int OWNER = 1;
  private static final Duration NOTHING_COMES = Duration.ofMillis(500);
  private static final Duration NODE_DIES = Duration.ofSeconds(15);

  private final SipFlow flow = new SipFlow("nodes");
  private DatabaseServer databases;
  private TestDatabase database;
  private SipaccServer owner;
  private SipaccServer other;

  @BeforeAll
  void start() {
    databases = DatabaseServers.postgresql();
    database = databases.newDatabase();
    Settings first = settings("node-1");
    Settings second = settings("node-2");
    owner = SipaccServer.start(configured(first, OWNER, second));
    other = SipaccServer.start(configured(second, 2, first));
  }

  private Settings settings(String name) {
    return Settings.of(name, Repository.target("servers").resolve(name + "-config"))
        .withDatabase(database.url());
  }

  private static Settings configured(Settings settings, int node, Settings peer) {
    Path policy = Repository.testResource("nodes").resolve("policy.yaml");
    Path directory = settings.config().orElseThrow();
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("policy.yaml"), Files.readString(policy));
      Files.writeString(
          directory.resolve("sipacc.yaml"),
          """
          core:
            node: %d
            time_zone: UTC
          sipacc:
            route_keys: ["the one secret that both nodes have"]
            peers: ["127.0.0.1:%d"]
          """
              .formatted(node, peer.sipPort()));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  void close() {
    flow.close();
    for (SipaccServer server : new SipaccServer[] {owner, other}) {
      if (server != null) {
        server.close();
      }
    }
    databases.close();
  }

  private Conversation answered() {
    return Conversation.invited(flow, owner, "call").rings().answered();
  }

  private Conversation answeredByTcp() {
    return Conversation.invited(flow.tcp("alice"), flow.tcp("bob"), owner, "call")
        .rings()
        .answered();
  }

  @Test
  @Order(1)
  @DisplayName("a BYE that comes to the other node ends the call on its own node, once")
  void bye() {
    Conversation byCaller = answered().talks();
    Conversation byCallee = answeredByTcp().talks();
    Sent callersBye = byCaller.call().byeThrough(other.sip());
    byCaller.incoming().expectBye().reply(200);
    callersBye.expect(200);
    Sent calleesBye = byCallee.incoming().byeThrough(other.sip());
    byCallee.call().expectBye().reply(200);
    calleesBye.expect(200);

    assertThat(cdr(byCaller, byCaller.call()).summary().text("ended_by")).isEqualTo("CALLER");
    CallRecords records = cdr(byCallee, byCallee.call());
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLEE");
    assertThat(records.summary().text("evidence")).isEqualTo("bye");
    assertThat(database.count("foreign_byes")).isZero();
  }

  @Test
  @Order(1)
  @DisplayName("INFO, UPDATE and re-INVITE pass through the other node, and change nothing")
  void requests() {
    Conversation talk = answered();
    for (String method : List.of("INFO", "UPDATE")) {
      Sent byCaller = talk.call().draft(method).through(other.sip()).send();
      talk.incoming().expectRequest(method).reply(200);
      byCaller.expect(200);
      Sent byCallee = talk.incoming().draft(method).through(other.sip()).send();
      talk.call().expectRequest(method).reply(200);
      byCallee.expect(200);
    }
    Phone alice = talk.call().phone();
    String contact = "Contact: <sip:alice@" + alice.address() + ">";
    Sent reInvite = talk.call().draft("INVITE").headers(contact).through(other.sip()).send();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().draft("ACK").through(other.sip()).send();
    talk.incoming().expectAck();
    Sent refused = talk.call().draft("INVITE").headers(contact).through(other.sip()).send();
    talk.incoming().expectRequest("INVITE").reply(488, "Not Acceptable Here");
    refused.expect(488);
    talk.incoming().expectAck();
    talk.callerHangsUp();

    cdr(talk, talk.call());
  }

  @Test
  @Order(1)
  @DisplayName("a request that has come from its own node, or has no hops left, is not passed on")
  void noLoops() {
    Conversation talk = answered();
    String via = "Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKloop;rport";

    talk.call()
        .draft("INFO")
        .set(via.formatted(owner.sip().getPort()))
        .through(other.sip())
        .send()
        .expect(481);
    talk.call().draft("INFO").set("Max-Forwards: 0").through(other.sip()).send().expect(483);

    talk.incoming().phone().expectSilence(NOTHING_COMES);
    talk.callerHangsUp();
    cdr(talk, talk.call());
  }

  @ParameterizedTest(name = "a Route with {0} relays nothing at the other node")
  @Order(1)
  @ValueSource(strings = {"sn=2", "sn=3", "sn=0", "sk=00000000", "ss=AAAAAAAAAAAAAAAAAAAAAA"})
  void forged(String parameter) {
    Conversation talk = answered();
    Phone victim = flow.udp("victim");
    String name = parameter.substring(0, 3);

    talk.call()
        .draft("BYE")
        .through(other.sip())
        .mangled(
            text ->
                text.replaceFirst("^BYE \\S+", "BYE sip:victim@" + victim.address())
                    .replaceAll(";" + name + "[^;>]+", ";" + parameter))
        .send()
        .expect(481);
    talk.call().draft("BYE").through(other.sip()).callId("made-up@nodes").send().expect(481);

    victim.expectSilence(NOTHING_COMES);
    talk.incoming().phone().expectSilence(Duration.ofMillis(1));
    talk.callerHangsUp();
    cdr(talk, talk.call());
  }

  @Test
  @Order(2)
  @DisplayName("BYEs while their node is dead pass the other one and end the calls at that instant")
  void ownerDies() {
    Conversation retransmitted = answered();
    Conversation byCallee = answered();
    Conversation byTcp = answeredByTcp();
    Conversation databaseDown = answered();
    Conversation shortLived = Conversation.invited(flow, owner, "short").rings().answered();
    Conversation stillUp = answered();
    stillUp.talks();

    owner.kill();
    retransmitted.call().phone().retransmitting().patient(NODE_DIES);
    retransmitted.incoming().phone().patient(NODE_DIES);
    Sent bye = retransmitted.call().byeThrough(other.sip());
    retransmitted.incoming().expectBye().reply(200);
    bye.expect(200);
    Sent calleesBye = byCallee.incoming().byeThrough(other.sip());
    byCallee.call().expectBye().reply(200);
    calleesBye.expect(200);
    Sent byeOfShort = shortLived.call().byeThrough(other.sip());
    shortLived.incoming().expectBye().reply(200);
    byeOfShort.expect(200);
    Sent byeByTcp = byTcp.call().byeThrough(other.sip());
    byTcp.incoming().expectBye().reply(200);
    byeByTcp.expect(200);
    databases.stop();
    Sent unnoted = databaseDown.call().byeThrough(other.sip());
    databaseDown.incoming().expectBye().reply(200);
    unnoted.expect(200);
    databases.start();
    owner = SipaccServer.restart(owner.settings());

    CallRecords records = cdr(retransmitted, retransmitted.call());
    assertThat(records.summary().text("evidence")).isEqualTo("bye at another node");
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLER");
    assertThat(records.summary().text("cause")).isEqualTo("Downstream BYE");
    assertThat(cdr(byCallee, byCallee.incoming()).summary().text("ended_by")).isEqualTo("CALLEE");
    cdr(byTcp, byTcp.call());
    assertThat(cdr(shortLived, shortLived.call()).summary().text("evidence"))
        .isEqualTo("bye at another node");
    cdr(databaseDown, databaseDown.call());
    assertThat(database.texts("select count(*) from foreign_byes where settled is not null"))
        .containsExactly("5");
    cdr(stillUp.callerHangsUp(), stillUp.call());
  }

  /** The call's only record, made by its own node. */
  private CallRecords cdr(Conversation talk, Leg stopwatch) {
    CallRecords records = owner.recordsOf(talk.callId());
    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", stopwatch);
    TimeOrderedId id = TimeOrderedId.parse(records.acc().get(0).text("record_id"));
    assertThat(id.node()).isEqualTo(OWNER);
    return records;
  }
}
