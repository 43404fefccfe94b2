package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Extra fields, legs and records made by hand: series H, L and M of the acceptance table. */
@RunningServer("acceptance")
class FieldsIT {
  @Test
  @DisplayName("H02 a field that was set is stored in its column, one that was not is empty")
  void h02(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h02"))
        .hasText("src_user", "alice")
        .hasText("dst_user", "");
  }

  @Test
  @DisplayName("H06 a field that is set to the empty text has no value")
  void h06(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h06")).hasText("src_user", "");
  }

  @Test
  @DisplayName("H07 a field may be set before do_accounting")
  void h07(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h07")).hasText("src_user", "early");
  }

  @Test
  @DisplayName("H08 a field that is set in the reply hook of the 200 is in the CDR")
  void h08(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h08")).hasText("dst_ip", "127.0.0.1");
  }

  @Test
  @DisplayName("H10 so is one that is set in the reply hook of the BYE's 200")
  void h10(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h10")).hasText("src_user", "from the BYE's 200");
  }

  @Test
  @DisplayName("H11 a field that is set on the INVITE and cleared on the BYE is empty")
  void h11(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h11")).hasText("src_user", "");
  }

  @Test
  @DisplayName("H14 fields of several lines are all recorded")
  void h14(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "h14"))
        .hasText("src_user", "one")
        .hasText("dst_user", "two")
        .hasText("dst_ip", "three");
  }

  @Test
  @DisplayName("H21 a missed call has what was set in the reply hook of its 486")
  void h21(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "h21").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasText("src_user", "Busy Here");
  }

  @Test
  @DisplayName("L02 a missed call has the legs of its time, the CDR a row for each leg")
  void l02(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                server.sip(),
                "sip:l02@" + bob.address(),
                "X-Target-1: bob@" + bob.address(),
                "X-Target-2: carol@" + carol.address());
    bob.expectInvite();
    IncomingCall second = carol.expectInvite().tagged("tt2");
    Conversation talk = new Conversation(call, second).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 408, "Request Timeout")
        .hasText("leg_caller", "Alice")
        .hasText("leg_callee", "Bob");
    assertThat(records.acc()).hasSize(2);
    for (Row row : records.acc()) {
      RowAssert.assertThat(row).isCdrOf(call, "tt2", talk.call());
    }
    assertThat(legs(records.acc())).containsExactlyInAnyOrder("Alice/Bob", "Bob/Charlie");
    assertThat(records.acc()).extracting(row -> row.text("record_id")).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("L06 the last of three legs is -1, 2 and the one without index; -3 is the first")
  void l06(SipFlow flow, SipaccServer server) {
    List<Row> rows = refused(flow, server, "l06");

    assertThat(rows).hasSize(3);
    RowAssert.assertThat(rows.get(0)).hasText("src_user", "ccc").hasText("dst_user", "aa");
  }

  @Test
  @DisplayName("L08 the current leg is 0, and 1 after acc_new_leg")
  void l08(SipFlow flow, SipaccServer server) {
    List<Row> rows = refused(flow, server, "l08");

    assertThat(rows).hasSize(2);
    RowAssert.assertThat(rows.get(0)).hasText("src_user", "0").hasText("dst_user", "1");
  }

  @Test
  @DisplayName("L12 a leg's index may come from a variable, if that holds a number")
  void l12(SipFlow flow, SipaccServer server) {
    List<Row> rows = refused(flow, server, "l12");

    assertThat(rows).hasSize(2);
    RowAssert.assertThat(rows.get(0)).hasText("src_user", "second").hasText("dst_user", "error");
    assertThat(legs(rows)).containsExactlyInAnyOrder("/", "second/");
  }

  @Test
  @DisplayName("M06 acc_db_request without accounting fills seven columns")
  void m06(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "m06").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    Row row = records.acc().get(0);
    RowAssert.assertThat(row)
        .hasText("method", "INVITE")
        .hasText("from_tag", "ft1")
        .hasText("to_tag", "")
        .hasText("sip_code", "")
        .hasText("sip_reason", "Some comment")
        .hasTimeNear(talk.call().invitedAt())
        .hasNoDurations();
    assertThat(row.get("src_user")).isEmpty();
  }

  @Test
  @DisplayName("a record by hand has the comment's code, and the fields once they are in use")
  void manualWithFields(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "m06-code").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", talk.callId(), 403, "Not for alice")
        .hasText("src_user", "alice");
  }

  @Test
  @DisplayName("M10 acc_aaa_request fails where there is no AAA server, and the call goes on")
  void m10(SipFlow flow, SipaccServer server) {
    RowAssert.assertThat(cdr(flow, server, "m10")).hasText("src_user", "-1");
  }

  private static Row cdr(SipFlow flow, SipaccServer server, String user) {
    Conversation talk =
        Conversation.invited(flow, server, user).rings().answered().talks().callerHangsUp();
    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    return records.acc().get(0);
  }

  private static List<Row> refused(SipFlow flow, SipaccServer server, String user) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:" + user + "@127.0.0.1");
    call.expect(480);
    return server.recordsOf(call.callId()).acc();
  }

  private static List<String> legs(List<Row> rows) {
    return rows.stream().map(row -> row.text("leg_caller") + "/" + row.text("leg_callee")).toList();
  }
}
