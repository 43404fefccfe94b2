package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.accounting.Backend;

/** Marks that are taken back: series G of the acceptance table. */
@RunningServer("acceptance")
class DropAccountingIT {
  @Test
  @DisplayName("G01 (db) dropping log leaves the database's CDR, and no record for the log")
  void g01(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server, "g01");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.myAcc()).hasSize(1);
    RowAssert.assertThat(records.myAcc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(server.journalled(Backend.LOG, talk.callId())).isEmpty();
  }

  @Test
  @DisplayName("G03 (db) dropping everything leaves nothing")
  void g03(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server, "g03");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.myAcc()).isEmpty();
    assertThat(server.journalled(Backend.LOG, talk.callId())).isEmpty();
  }

  @Test
  @DisplayName("G04 without missed a busy callee gives nothing")
  void g04(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "g04").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
  }

  @Test
  @DisplayName("G05 dropping missed leaves the CDR")
  void g05(SipFlow flow, SipaccServer server) {
    assertOneCdr(server, answered(flow, server, "g05"), "");
  }

  @Test
  @DisplayName("G08 drop_accounting without marks fails, and the call goes on")
  void g08(SipFlow flow, SipaccServer server) {
    assertOneCdr(server, answered(flow, server, "g08"), "-1");
  }

  @Test
  @DisplayName("drop_accounting on the BYE takes back the CDR")
  void droppedOnTheBye(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server, "dropped");

    assertThat(server.recordsOf(talk.callId()).acc()).isEmpty();
  }

  private static Conversation answered(SipFlow flow, SipaccServer server, String user) {
    return Conversation.invited(flow, server, user).rings().answered().talks().callerHangsUp();
  }

  private static void assertOneCdr(SipaccServer server, Conversation talk, String source) {
    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isCdrOf(talk.call(), "tt1", talk.call())
        .hasText("src_user", source);
  }
}
