package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingRequest;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipMessage;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** One record per call: series E of the acceptance table. */
@RunningServer("acceptance")
class CdrIT {
  private static final Duration FR_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMAND = Duration.ofSeconds(30);

  @Test
  @DisplayName("E01 the CDR is written when the BYE is answered, and not before")
  void e01(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e01").rings().answered();
    server.settle();
    assertThat(server.records().ofCall("acc", talk.callId())).isEmpty();
    talk.talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertOnlyCdr(records, talk);
  }

  @Test
  @DisplayName("E05 when the callee hangs up the tags are not swapped")
  void e05(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "e05").rings().answered().talks().calleeHangsUp();

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E07 a BYE that is never answered closes the call after fr_timeout")
  void e07(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e07").rings().answered().talks();
    Instant hungUp = Instant.now();
    talk.call().bye();
    talk.incoming().expectBye();

    server.awaitRows("acc", talk.callId(), 1);
    Duration wait = Duration.between(hungUp, Instant.now());
    CallRecords records = server.recordsOf(talk.callId());

    assertThat(wait).isBetween(FR_TIMEOUT.minusMillis(250), FR_TIMEOUT.plusSeconds(3));
    assertOnlyCdr(records, talk);
  }

  @Test
  @DisplayName("E09 a BYE that is retransmitted twice gives one CDR")
  void e09(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e09").rings().answered().talks();
    Sent bye = talk.call().bye();
    IncomingRequest received = talk.incoming().expectBye();
    bye.again(1);
    received.reply(200);
    bye.expect(200);
    bye.again(1);

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E10 BYEs of both sides that cross give one CDR")
  void e10(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "e10").rings().answered().talks().bothHangUp();

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E11 a BYE before the ACK gives a CDR")
  void e11(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e11").rings();
    talk.incoming().reply(200);
    talk.call().expect(200);
    talk.callerHangsUp();

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E12 a re-INVITE changes nothing in the CDR and adds no row")
  void e12(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e12").rings().answered().talks();
    Sent reInvite = talk.call().reInvite();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
    talk.call().talkUntil(Conversation.TALK.multipliedBy(2));
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertOnlyCdr(records, talk);
  }

  @ParameterizedTest(name = "E14 E15 after {0} ms of talk the duration is rounded up")
  @ValueSource(longs = {0, 1, 500, 980, 1_000, 1_001})
  void e14AndE15(long millis, SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e14").rings();
    talk.incoming().reply(200);
    talk.call().expect(200);
    talk.call().ack();
    talk.call().talkUntil(Duration.ofMillis(millis));
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.acc().get(0).number("ms_duration")).isLessThan(millis + 1_000);
  }

  @Test
  @DisplayName("E20 a call that a command ends is sent BYE on both sides and gets its CDR")
  void e20(SipFlow flow, SipaccServer server) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "e20").rings().answered();
    CompletableFuture<Command> command =
        CompletableFuture.supplyAsync(() -> server.command("end", talk.callId()));
    talk.call().phone().patient(COMMAND);
    IncomingRequest bye = talk.call().expectBye();
    assertThat(bye.message().header("Reason").orElse("")).contains("MI Termination");
    bye.reply(200);
    talk.incoming().expectBye().reply(200);
    assertThat(command.get().exit()).as(command.get().errors()).isZero();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.summary().text("cause")).isEqualTo("MI Termination");
    assertThat(records.summary().text("ended_by")).isEqualTo("PROXY");
  }

  @Test
  @DisplayName("a call that a command ends while it rings is cancelled")
  void endedWhileRinging(SipFlow flow, SipaccServer server) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "e20").rings();
    CompletableFuture<Command> command =
        CompletableFuture.supplyAsync(() -> server.command("dlg_end_dlg", talk.callId()));
    talk.incoming().phone().patient(COMMAND);
    talk.incoming().expectCancel().reply(200);
    talk.refused(487, "Request Terminated");
    assertThat(command.get().exit()).as(command.get().errors()).isZero();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.summary().text("outcome")).isEqualTo("CANCELLED");
    assertThat(records.summary().text("cause")).isEqualTo("MI Termination");
  }

  @Test
  @DisplayName("E22 a BYE of the caller while it rings gives no CDR")
  void e22(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e22").rings();
    Sent bye = talk.call().bye();
    talk.incoming().expectBye().reply(200);
    bye.expect(200);
    talk.refused(487, "Request Terminated");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
  }

  @ParameterizedTest(name = "{0} a lifetime that is over with bye-on-timeout ends the call")
  @ValueSource(strings = {"E17", "E23"})
  void e17AndE23(String id, SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, id.toLowerCase(Locale.ROOT)).rings();
    talk.incoming().reply(200);
    talk.call().expect(200);
    if (id.equals("E17")) {
      talk.call().ack();
      talk.incoming().expectAck();
    }
    talk.endedByServer();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.acc().get(0).number("duration")).isBetween(2L, 3L);
    assertThat(records.summary().text("cause")).isEqualTo("Lifetime Timeout");
  }

  @Test
  @DisplayName("the BYEs that this server makes pass the hook local and can be accounted")
  void localHook(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e17").rings().answered();
    talk.endedByServer();

    server.awaitRows("my_acc", talk.callId(), 1);
    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.myAcc()).hasSize(1);
    RowAssert.assertThat(records.myAcc().get(0))
        .hasCore("BYE", "tt1", "ft1", talk.callId(), 200, "OK");
  }

  @Test
  @DisplayName("E24 a BYE that the policy answers closes the call")
  void e24(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e24").rings().answered().talks();
    talk.call().bye().expect(200);

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E25 so does one that it answers statelessly")
  void e25(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e25").rings().answered().talks();
    talk.call().bye().expect(200);

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("E26 an INVITE that the policy answers gives a CDR with the tag it was given")
  void e26(SipFlow flow, SipaccServer server) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:e26@127.0.0.1");
    SipMessage answer = call.expect(200);
    call.ack();
    call.talkUntil(Conversation.TALK);
    call.bye().expect(200);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(answer.toTag()).isNotEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(call, answer.toTag(), call);
  }

  @Test
  @DisplayName("E29 cdr that is asked for later takes the place of the INVITE's own record")
  void e29(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "e29").rings().answered().talks().callerHangsUp();

    assertOnlyCdr(server.recordsOf(talk.callId()), talk);
  }

  @Test
  @DisplayName("do_accounting on the BYE of a cdr call makes a record of the BYE, the CDR stays")
  void byeOfACdrCall(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "d23").rings().answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    assertThat(records.myAcc()).hasSize(1);
    RowAssert.assertThat(records.myAcc().get(0))
        .hasCore("BYE", "ft1", "tt1", talk.callId(), 200, "OK")
        .hasNoDurations();
  }

  @Test
  @DisplayName("E30 a table named in do_accounting takes the CDR")
  void e30(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "e30").rings().answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.myAcc()).hasSize(1);
    RowAssert.assertThat(records.myAcc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }

  @Test
  @DisplayName("E31 a missed call goes to missed_calls whatever table is named")
  void e31(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e31").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.myAcc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasSetUpOf(talk.call());
  }

  @Test
  @DisplayName("E37 a Call-ID of 80 characters and a phrase of 40 are stored")
  void e37(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    String callId = ("e37-" + System.nanoTime() + "-" + "x".repeat(80)).substring(0, 80);
    String phrase = "A phrase of exactly forty characters, OK";
    Call call =
        flow.udp("alice")
            .draft("INVITE", server.sip(), "sip:e37@" + bob.address())
            .callId(callId)
            .invite();
    Conversation talk = new Conversation(call, bob.expectInvite());
    talk.incoming().reply(200, phrase);
    call.expect(200);
    call.ack();
    talk.incoming().expectAck();
    talk.talks().callerHangsUp();

    CallRecords records = server.recordsOf(callId);

    assertThat(phrase).hasSize(40);
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .hasCore("INVITE", "ft1", "tt1", callId, 200, phrase)
        .hasDurationsOf(call, call);
  }

  @Test
  @DisplayName("the value of an extra field is stored in its column")
  void extraField(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "extra").rings().answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertOnlyCdr(records, talk);
    RowAssert.assertThat(records.acc().get(0)).hasText("caller", "alice");
  }

  @Test
  @DisplayName("the call summary tells who called, who answered, and who hung up")
  void callSummary(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "e05").rings().answered().talks().calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    Row summary = records.summary();
    assertThat(summary.text("outcome")).isEqualTo("ANSWERED");
    assertThat(summary.text("ended_by")).isEqualTo("CALLEE");
    assertThat(summary.text("from_tag")).isEqualTo("ft1");
    assertThat(summary.text("to_tag")).isEqualTo("tt1");
    assertThat(Duration.between(summary.time("answered"), summary.time("ended")).toMillis())
        .as("between instants that are cut to milliseconds")
        .isCloseTo(records.acc().get(0).number("ms_duration"), within(1L));
  }

  private static void assertOnlyCdr(CallRecords records, Conversation talk) {
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }
}
