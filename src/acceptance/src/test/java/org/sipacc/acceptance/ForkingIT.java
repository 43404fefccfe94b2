package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Accounting of calls with several targets: series C of the acceptance table. */
@RunningServer("acceptance")
class ForkingIT {
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
