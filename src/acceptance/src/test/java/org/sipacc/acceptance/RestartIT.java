package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipMessage;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * Calls that outlive the server: series F of the acceptance table. All of them are set up first;
 * then the server is stopped, started, killed, and started again with another list of fields and a
 * new signing key; then each test goes on with its call.
 */
@Isolated("the server is started three times: the scenarios with a stopwatch need the processors")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartIT {
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final Duration COMMAND = Duration.ofSeconds(30);
  private static final Duration NOTHING_COMES = Duration.ofMillis(500);

  private final SipFlow flow = new SipFlow("restart");
  private final Map<String, Conversation> talks = new ConcurrentHashMap<>();
  private final List<Conversation> endedInDrain = new ArrayList<>();
  private SipMessage refusal;
  private int exitStatus;
  private final Phone elsewhere = flow.udp("elsewhere");
  private Sent byeInFlight;
  private SipaccServer server;

  @BeforeAll
  void stopAndKill() {
    Settings settings = Settings.of("restarted", Repository.testResource("restart"));
    server = SipaccServer.start(settings);
    answered("clean stop");
    answered("two restarts");
    stop();
    server = SipaccServer.restart(settings);
    talk("clean stop").callerHangsUp();
    for (Transports transports : Transports.values()) {
      for (String side : List.of("caller", "callee")) {
        String name = side + " " + transports;
        talks.put(name, invited(transports).rings().answered());
      }
    }
    for (String name : List.of("requests", "moved", "command", "forged", "other target")) {
      answered(name);
    }
    talks.put("e19", Conversation.invited(flow, server, "e19").rings().answered());
    talks.put("f03", Conversation.invited(flow, server, "f03").rings().answered());
    talks.put("never ringing on", Conversation.invited(flow, server, "f02").rings());
    for (Transports transports : Transports.values()) {
      talks.put("ringing " + transports, invited(transports).rings());
      talks.put("no ACK " + transports, answeredWithoutAck(transports));
    }
    talks.put("first copy answered", Conversation.invited(flow, server, "f02"));
    talks.put("second copy answered", Conversation.invited(flow, server, "f02"));
    Sent update = answered("moved by a 2xx").call().request("UPDATE");
    talk("moved by a 2xx")
        .incoming()
        .expectRequest("UPDATE")
        .reply(200, "OK", "Contact: <sip:bob@" + elsewhere.address() + ">");
    update.expect(200);
    answered("bye in flight").talks();
    byeInFlight = talk("bye in flight").call().bye();
    talk("bye in flight").incoming().expectBye();
    server.kill();
    server =
        SipaccServer.restart(
            settings.withConfiguration(Repository.testResource("restart-changed")));
    talk("f03").endedByServer();
  }

  /** SIGTERM with calls up. */
  private void stop() {
    Conversation ending = Conversation.invited(flow, server, "f01").rings().answered();
    Conversation ringing = Conversation.invited(flow, server, "f01").rings();
    server.terminate();
    await("the server waits for its calls")
        .atMost(STOP)
        .until(() -> !server.logLines("the stop waits for 4 calls").isEmpty());
    refusal = flow.udp("late").invite(server.sip(), "sip:f01@127.0.0.1:9").expectFinal();
    endedInDrain.add(ending.callerHangsUp());
    endedInDrain.add(ringing.answered().calleeHangsUp());
    exitStatus = server.process().awaitEnd(STOP);
  }

  private Conversation invited(Transports transports) {
    return Conversation.invited(transports.caller(flow), transports.callee(flow), server, "f02");
  }

  private Conversation answeredWithoutAck(Transports transports) {
    Conversation talk = invited(transports).rings();
    talk.incoming().reply(200);
    talk.call().expect(200);
    return talk;
  }

  private Conversation answered(String name) {
    talks.put(name, Conversation.invited(flow, server, "f02").rings().answered());
    return talk(name);
  }

  private Conversation talk(String name) {
    return talks.get(name);
  }

  @AfterAll
  void close() {
    flow.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  @DisplayName("SIGTERM with calls up lets them go on and refuses new ones")
  void drained() {
    assertThat(exitStatus).isZero();
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.header("Retry-After")).isPresent();
    for (Conversation ended : endedInDrain) {
      assertOnlyCdr(server.recordsOf(ended.callId()), ended);
    }
  }

  @Test
  @DisplayName("F01 a call that was up at a clean stop gets its CDR at its BYE")
  void f01() {
    CallRecords records = server.recordsOf(talk("clean stop").callId());

    assertOnlyCdr(records, talk("clean stop"));
    RowAssert.assertThat(records.acc().get(0)).hasText("src_user", "from alice");
    assertThat(records.summary().text("evidence")).isEqualTo("bye after restart");
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLER");
  }

  @ParameterizedTest(name = "F02 {0} calls that were up at a kill get their CDRs at their BYEs")
  @EnumSource
  void f02(Transports transports) {
    Conversation hungUpByCaller = talk("caller " + transports).callerHangsUp();
    Conversation hungUpByCallee = talk("callee " + transports).calleeHangsUp();

    CallRecords records = server.recordsOf(hungUpByCaller.callId());
    assertOnlyCdr(records, hungUpByCaller);
    assertThat(records.summary().text("evidence")).isEqualTo("bye after restart");
    CallRecords others = server.recordsOf(hungUpByCallee.callId());
    assertOnlyCdr(others, hungUpByCallee);
    assertThat(others.summary().text("ended_by")).isEqualTo("CALLEE");
  }

  @Test
  @DisplayName("F02 a call outlives a second restart, with the values it was given in the first")
  void secondRestart() {
    Conversation talk = talk("two restarts").callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());
    assertOnlyCdr(records, talk);
    RowAssert.assertThat(records.acc().get(0)).hasText("dst_user", "from alice");
  }

  @Test
  @DisplayName("F03 a call whose lifetime ended meanwhile is sent BYE and gets its CDR")
  void f03() {
    Conversation talk = talk("f03");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("cause")).isEqualTo("Lifetime Timeout");
    assertThat(records.summary().text("evidence")).isEqualTo("lifetime after restart");
  }

  @Test
  @DisplayName("E19 a lifetime that ended while the server was down ends the call to the instant")
  void e19() {
    Conversation talk = talk("e19");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    assertThat(records.acc().get(0).number("ms_duration")).isEqualTo(3_000);
    assertThat(records.acc().get(0).number("duration")).isEqualTo(3);
    assertThat(records.summary().text("evidence")).isEqualTo("lifetime after restart");
    talk.call().phone().expectSilence(Duration.ofMillis(1));
  }

  @Test
  @DisplayName("a BYE that was in flight at the kill ends its call at its own instant")
  void byeInFlight() {
    Conversation talk = talk("bye in flight");
    byeInFlight.again(1);
    talk.incoming().phone().expectInDialog("BYE", talk.callId()).reply(200);
    byeInFlight.expect(200);

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.acc().get(0).number("ms_duration"))
        .isCloseTo(Conversation.TALK.toMillis(), within(500L));
  }

  @Test
  @DisplayName("INFO, UPDATE and re-INVITE of a call from before pass, and change nothing")
  void requests() {
    Conversation talk = talk("requests");
    for (String method : List.of("INFO", "UPDATE", "INFO")) {
      Sent byCaller = talk.call().request(method);
      talk.incoming().expectRequest(method).reply(200);
      byCaller.expect(200);
      Sent byCallee = talk.incoming().request(method);
      talk.call().expectRequest(method).reply(200);
      byCallee.expect(200);
    }
    Sent reInvite = talk.call().reInvite();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
    talk.callerHangsUp();

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("a party of a call from before that moves by re-INVITE is reached where it is")
  void moved() {
    Conversation talk = talk("moved");
    Sent reInvite =
        talk.call().draft("INVITE").set("Contact: <sip:alice@" + elsewhere.address() + ">").send();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();

    CallRecords records = endedByTheOtherOf(talk, talk.incoming(), "alice");
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1");
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLEE");
  }

  @Test
  @DisplayName("a party that moved by its 2xx to an UPDATE before the kill is reached where it is")
  void movedByUpdate() {
    Conversation talk = talk("moved by a 2xx");

    CallRecords records = endedByTheOtherOf(talk, talk.call(), "bob");
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLER");
  }

  /** The party that has not moved reaches the other one there only, and hangs up. */
  private CallRecords endedByTheOtherOf(Conversation talk, Leg party, String moved) {
    party.request("INFO").expect(481);
    String uri = "sip:" + moved + "@" + elsewhere.address();
    Sent bye =
        party.draft("BYE").mangled(text -> text.replaceFirst("^BYE \\S+", "BYE " + uri)).send();
    elsewhere.expectInDialog("BYE", talk.callId()).reply(200);
    bye.expect(200);
    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.acc()).hasSize(1);
    return records;
  }

  @Test
  @DisplayName("a command ends a call from before: both parties are sent BYE")
  void command() throws Exception {
    Conversation talk = talk("command");
    CompletableFuture<Command> command =
        CompletableFuture.supplyAsync(() -> server.command("end", talk.callId()));
    talk.call().phone().patient(COMMAND);
    talk.endedByServer();
    assertThat(command.get().exit()).as(command.get().errors()).isZero();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.summary().text("cause")).isEqualTo("MI Termination");
  }

  @ParameterizedTest(name = "a {0} call that rang at the kill comes up and gets its CDR")
  @EnumSource
  void answeredLater(Transports transports) {
    Conversation talk = talk("ringing " + transports).answered().talks().calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.summary().text("evidence")).isEqualTo("bye after restart");
  }

  @ParameterizedTest(name = "a {0} call whose ACK the kill took gets it when its 200 comes again")
  @EnumSource
  void acknowledgedLater(Transports transports) {
    Conversation talk = talk("no ACK " + transports);
    talk.incoming().reply(200);
    talk.call().expectCopies(2);
    talk.call().ack();
    talk.incoming().expectAck();
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.summary().text("evidence")).isEqualTo("bye after restart");
  }

  @Test
  @DisplayName("a call that rang at the kill and is refused gives its missed call")
  void refusedLater() {
    Conversation talk = talk("never ringing on").refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1");
  }

  @Test
  @DisplayName("an INVITE sent again after the kill is no second call, whichever copy is answered")
  void sentAgain() {
    Conversation first = talk("first copy answered");
    Conversation second = talk("second copy answered");
    first.call().sent().again(1);
    first.call().phone().expectSilence(NOTHING_COMES);
    first.incoming().phone().expectInvite(first.callId());
    second.call().sent().again(1);
    Conversation copy =
        new Conversation(second.call(), second.incoming().phone().expectInvite(second.callId()));

    for (Conversation talk : List.of(first, copy)) {
      talk.rings().answered().talks().callerHangsUp();
      CallRecords records = server.recordsOf(talk.callId());
      assertOnlyCdr(records, talk);
      assertThat(records.summary().text("outcome")).isEqualTo("ANSWERED");
      assertThat(records.acc().get(0).number("setuptime"))
          .as("counts from the first copy")
          .isEqualTo(
              Duration.between(
                      talk.call().invitedAt().truncatedTo(ChronoUnit.SECONDS),
                      talk.call().finalReplyAt())
                  .toSeconds());
    }
  }

  @Test
  @DisplayName("a Route of another call, of another caller or of nobody relays nothing")
  void forged() {
    Conversation talk = talk("forged");
    Phone victim = flow.udp("victim");
    String towards = "sip:victim@" + victim.address();

    for (String change :
        List.of(
            "Call-ID: made-up@acceptance",
            "From: <sip:mallory@caller.example>;tag=made-up",
            "To: <sip:mallory@caller.example>;tag=made-up")) {
      sentTo(talk.call(), "BYE", towards, change).expect(481);
    }
    talk.call()
        .draft("BYE")
        .mangled(text -> text.replaceAll(";ss=[^;>]+", ";ss=AAAAAAAAAAAAAAAAAAAAAA"))
        .set("Call-ID: made-up@acceptance")
        .send()
        .expect(481);

    victim.expectSilence(NOTHING_COMES);
    talk.callerHangsUp();
    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("a request of a known call to somebody else is refused, and its BYE ends nothing")
  void otherTarget() {
    Conversation talk = talk("other target");
    Phone victim = flow.udp("victim");
    String towards = "sip:victim@" + victim.address();

    sentTo(talk.call(), "BYE", towards, "X-Test: 1").expect(481);
    sentTo(talk.call(), "INFO", towards, "Route: <sip:victim@" + victim.address() + ";lr>")
        .expect(481);

    victim.expectSilence(NOTHING_COMES);
    talk.callerHangsUp();
    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  private static Sent sentTo(Call call, String method, String uri, String header) {
    return (header.startsWith("Route:") || header.startsWith("X-")
            ? call.draft(method).headers(header)
            : call.draft(method).set(header))
        .mangled(text -> text.replaceFirst("^" + method + " \\S+", method + " " + uri))
        .send();
  }

  /** With the extra field's value, which both lists of fields have. */
  private static void assertOnlyCdr(CallRecords records, Conversation talk) {
    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isCdrOf(talk.call(), "tt1", talk.call())
        .hasText("caller", "alice");
  }
}
