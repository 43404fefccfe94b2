package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.FreePort;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Accounting of calls with several targets: series C of the acceptance table. */
@RunningServer("acceptance")
class ForkingIT {
  private static final Duration FR_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FR_INV_TIMEOUT = Duration.ofSeconds(15);

  /** Two callees and a caller that names them as targets. */
  private record Fork(Call call, Phone bob, Phone carol) {
    static Fork invited(SipFlow flow, SipaccServer server, String user) {
      Phone alice = flow.udp("alice");
      Phone bob = flow.udp("bob");
      Phone carol = flow.udp("carol");
      Call call =
          alice.invite(
              server.sip(),
              "sip:" + user + "@" + bob.address(),
              "X-Target-1: bob@" + bob.address(),
              "X-Target-2: carol@" + carol.address());
      return new Fork(call, bob, carol);
    }
  }

  @Test
  @DisplayName("C01 one of two parallel branches answers: one row, nothing missed")
  void c01(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c01");
    IncomingCall first = fork.bob.expectInvite();
    IncomingCall second = fork.carol.expectInvite().tagged("tt2");
    first.reply(486);
    first.expectAck();
    second.reply(200);
    fork.call.expect(200);
    fork.call.ack();
    second.expectAck();
    new Conversation(fork.call, second).callerHangsUp();

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(fork.call, "tt2").hasNoDurations();
  }

  @Test
  @DisplayName("C03 a 603 of one parallel branch cancels the other: one missed row")
  void c03(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c03");
    IncomingCall first = fork.bob.expectInvite();
    IncomingCall second = fork.carol.expectInvite().tagged("tt2");
    second.reply(180);
    fork.call.expect(180);
    first.reply(603);
    first.expectAck();
    second.expectCancel().reply(200);
    second.reply(487);
    second.expectAck();
    fork.call.expect(603);

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(fork.call, 603, "Decline", "tt1")
        .hasNoDurations();
  }

  @Test
  @DisplayName("C05 serial targets without re-arming: the first failure is the one missed row")
  void c05(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c05");
    refuseOneAfterTheOther(fork);

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "tt1", fork.call.callId(), 486, "Busy Here")
        .hasNoDurations();
  }

  @Test
  @DisplayName("C06 serial targets with re-arming: a missed row for each failure")
  void c06(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c06");
    refuseOneAfterTheOther(fork);

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed())
        .extracting(row -> row.text("sip_code") + " " + row.text("to_tag"))
        .containsExactlyInAnyOrder("486 tt1", "480 tt2");
    records.missed().forEach(row -> RowAssert.assertThat(row).hasNoDurations());
  }

  @Test
  @DisplayName("C07 a failed attempt and an answered one: a missed row and a CDR")
  void c07(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c07");
    IncomingCall first = fork.bob.expectInvite();
    first.reply(486);
    first.expectAck();
    IncomingCall second = fork.carol.expectInvite().tagged("tt2");
    Conversation talk = new Conversation(fork.call, second).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "tt1", fork.call.callId(), 486, "Busy Here");
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(fork.call, "tt2", talk.call());
  }

  @Test
  @DisplayName("C09 a failure hook that answers: missed tells the callee's reply, acc the caller's")
  void c09(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "c09");
    talk.incoming().reply(486);
    talk.incoming().expectAck();
    assertThat(talk.call().expectFinal().startLine()).endsWith("404 No such user");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1");
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isNegativeOf(talk.call(), 404, "No such user", "");
  }

  @Test
  @DisplayName(
      "a target that stays silent fails its attempt after fr_timeout, and the next answers")
  void silentTarget(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c07");
    fork.bob.expectInvite();

    nextAnswers(fork, server, FR_TIMEOUT);
  }

  @Test
  @DisplayName("a target that rings for fr_inv_timeout is cancelled, and the next answers")
  void ringingTarget(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "c07");
    IncomingCall first = fork.bob.patient(FR_INV_TIMEOUT.plusSeconds(5)).expectInvite();
    first.reply(180);
    fork.call.expect(180);
    first.expectCancel().reply(200);
    first.reply(487);

    nextAnswers(fork, server, FR_INV_TIMEOUT);
  }

  @Test
  @DisplayName("a target that cannot be reached fails its attempt with 503, and the next answers")
  void unreachableTarget(SipFlow flow, SipaccServer server) {
    Phone alice = flow.udp("alice");
    Phone carol = flow.udp("carol");
    Call call =
        alice.invite(
            server.sip(),
            "sip:c07@" + carol.address(),
            "X-Target-1: bob@127.0.0.1:" + FreePort.next() + ";transport=tcp",
            "X-Target-2: carol@" + carol.address());

    new Conversation(call, carol.expectInvite().tagged("tt2")).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(call.callId());
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 503, "Service Unavailable");
    assertThat(records.acc()).hasSize(1);
  }

  @Test
  @DisplayName("C11 of two answers behind one target the first makes the CDR")
  void c11(SipFlow flow, SipaccServer server) {
    Conversation first = Conversation.invited(flow, server, "c11").rings().answered();
    IncomingCall other = first.incoming().tagged("tt2");
    other.reply(200);
    Call fork = first.call().fork(first.call().expect(200));
    fork.ack();
    other.expectAck();
    first.talks().callerHangsUp();

    CallRecords records = server.recordsOf(first.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(first.call(), "tt1", first.call());

    new Conversation(fork, other).callerHangsUp();
    server.settle();
    assertThat(server.records().ofCall("acc", first.callId())).hasSize(1);
  }

  @Test
  @DisplayName("C12 missed that is marked in the branch hook counts")
  void c12(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "c12").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1");
  }

  @Test
  @DisplayName("a relay's own fr_timeout counts instead of tm's")
  void ownTimeout(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "quick");
    fork.bob.expectInvite();
    fork.call.expect(408, Duration.ofSeconds(4));

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(fork.call, 408, "Request Timeout", "");
  }

  @Test
  @DisplayName("follow_redirect tries the allowed contacts of a 302, and no other")
  void redirect(SipFlow flow, SipaccServer server) {
    Fork fork = Fork.invited(flow, server, "redirect");
    IncomingCall redirecting = fork.bob.expectInvite();
    redirecting.reply(
        302,
        "Moved",
        "Contact: <sip:elsewhere@192.0.2.1>;q=0.9, <sip:carol@" + fork.carol.address() + ">;q=0.5");
    redirecting.expectAck();
    IncomingCall second = fork.carol.expectInvite().tagged("tt2");
    Conversation talk = new Conversation(fork.call, second).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(fork.call.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(fork.call, "tt2", talk.call());
  }

  /** The first target gave no final reply in time. */
  private static void nextAnswers(Fork fork, SipaccServer server, Duration timeout) {
    IncomingCall second = fork.carol.patient(timeout.plusSeconds(5)).expectInvite().tagged("tt2");
    Conversation talk = new Conversation(fork.call, second).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(fork.call.callId());
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", fork.call.callId(), 408, "Request Timeout");
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(fork.call, "tt2", talk.call());
  }

  private static void refuseOneAfterTheOther(Fork fork) {
    IncomingCall first = fork.bob.expectInvite();
    first.reply(486);
    first.expectAck();
    IncomingCall second = fork.carol.expectInvite().tagged("tt2");
    second.reply(480);
    second.expectAck();
    assertThat(fork.call.expectFinal().status()).isIn(480, 486);
  }
}
