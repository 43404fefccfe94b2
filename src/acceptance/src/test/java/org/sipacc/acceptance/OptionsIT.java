package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** What changes with the options that are off by default, and without leg fields. */
@RunningServer("options")
class OptionsIT {
  private static final String SDP = "v=0\r\n";

  @Test
  @DisplayName("B02 with report_cancels the CANCEL has a row of its own")
  void b02(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "b02").rings().cancelled();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    assertThat(records.acc()).hasSize(2);
    RowAssert.assertThat(ofMethod(records, "INVITE"))
        .isNegativeOf(talk.call(), 487, "Request Terminated", "tt1");
    RowAssert.assertThat(ofMethod(records, "CANCEL"))
        .hasCore("CANCEL", "ft1", "", talk.callId(), 200, "OK");
  }

  @Test
  @DisplayName("D01 with early_media a 183 with a body has a row beside the answer's")
  void d01(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "d01");
    talk.incoming().replyWithBody(183, "Session Progress", SDP);
    talk.call().expect(183);
    talk.answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(2);
    RowAssert.assertThat(ofCode(records, "183"))
        .hasCore("INVITE", "ft1", "tt1", talk.callId(), 183, "Session Progress")
        .hasTimeNear(talk.call().invitedAt())
        .hasNoDurations();
    RowAssert.assertThat(ofCode(records, "200")).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("D03 a 180 without a body has none")
  void d03(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "d03").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1");
  }

  @Test
  @DisplayName("X01 with detect_direction the callee's BYE is recorded as the call began")
  void x01(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "x01").rings().answered().calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(2);
    RowAssert.assertThat(ofMethod(records, "BYE"))
        .hasCore("BYE", "ft1", "tt1", talk.callId(), 200, "OK")
        .hasText("src_user", "alice")
        .hasText("dst_user", "x01");
  }

  @Test
  @DisplayName("L09 without leg fields the current leg has no value, and the log says so")
  void l09(SipFlow flow, SipaccServer server) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:l09@127.0.0.1");
    call.expect(480);

    List<Row> rows = server.recordsOf(call.callId()).acc();

    assertThat(rows).hasSize(1);
    RowAssert.assertThat(rows.get(0)).hasText("note", "[]");
    assertThat(server.logLines(call.callId(), "no legs defined")).isNotEmpty();
  }

  @Test
  @DisplayName("L10 without leg fields acc_new_leg has no effect")
  void l10(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "l10").rings().answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }

  @Test
  @DisplayName("with cdr_on_failed a refused call has one record, in the shape of a CDR")
  void cdrOnFailed(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "refused").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasSetUpOf(talk.call());
  }

  @Test
  @DisplayName("a code of failed_filter is not worth a record")
  void failedFilter(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "refused").rings().refused(404, "Not Found");

    assertThat(server.recordsOf(talk.callId()).acc()).isEmpty();
  }

  private static Row ofMethod(CallRecords records, String method) {
    return only(records.acc().stream().filter(row -> row.text("method").equals(method)).toList());
  }

  private static Row ofCode(CallRecords records, String code) {
    return only(records.acc().stream().filter(row -> row.text("sip_code").equals(code)).toList());
  }

  private static Row only(List<Row> rows) {
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
