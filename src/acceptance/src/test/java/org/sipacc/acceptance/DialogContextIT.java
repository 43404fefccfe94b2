package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** What one call does to another, and what is kept of calls: series J of the acceptance table. */
@RunningServer("acceptance")
class DialogContextIT {
  @Test
  @DisplayName("J01 J02 a call writes into the record of another that it loaded, once at a time")
  void j01AndJ02(SipFlow flow, SipaccServer server) {
    Conversation first = Conversation.invited(flow, server, "j01").rings().answered();
    Conversation second = invited(flow, server, "j01", "X-Other: " + first.callId());
    second.rings().answered().talks().callerHangsUp();
    first.callerHangsUp();

    RowAssert.assertThat(cdr(server, first))
        .hasText("src_user", "own")
        .hasText("dst_user", "seen own")
        .hasText("dst_ip", "");
    RowAssert.assertThat(cdr(server, second))
        .hasText("src_user", "own")
        .hasText("dst_user", "")
        .hasText("dst_ip", "-1");
  }

  @Test
  @DisplayName("J03 unloading without having loaded fails")
  void j03(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "j03").rings().answered().talks().callerHangsUp();

    RowAssert.assertThat(cdr(server, talk)).hasText("src_user", "-1");
  }

  @Test
  @DisplayName("J05 what a policy forgets to unload is unloaded and warned of")
  void j05(SipFlow flow, SipaccServer server) {
    Conversation first = Conversation.invited(flow, server, "j01").rings().answered();
    Conversation second = invited(flow, server, "j05", "X-Other: " + first.callId());
    second.rings().answered().talks().callerHangsUp();
    first.callerHangsUp();

    assertThat(cdr(server, first)).isNotNull();
    assertThat(cdr(server, second)).isNotNull();
    assertThat(server.logLines(second.callId(), "without acc_unload_ctx_from_dlg")).hasSize(1);
  }

  @Test
  @DisplayName("a profile's size limits how many calls an account has at a time")
  void profile(SipFlow flow, SipaccServer server) {
    String account = "X-Account: account-" + System.nanoTime();
    Conversation first = invited(flow, server, "limited", account).rings().answered();

    Call refused = flow.udp("alice").invite(server.sip(), "sip:limited@127.0.0.1", account);
    refused.expect(486);
    first.callerHangsUp();
    server.summaryOf(first.callId());

    invited(flow, server, "limited", account).rings().answered().callerHangsUp();
  }

  private static Conversation invited(
      SipFlow flow, SipaccServer server, String user, String header) {
    Phone bob = flow.udp("bob").patient(Duration.ofSeconds(10));
    Call call = flow.udp("alice").invite(server.sip(), "sip:" + user + "@" + bob.address(), header);
    return new Conversation(call, bob.expectInvite());
  }

  private static Row cdr(SipaccServer server, Conversation talk) {
    var rows = server.recordsOf(talk.callId()).acc();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
