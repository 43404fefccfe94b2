package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Accounting of calls the caller gives up: series B of the acceptance table. */
@RunningServer("acceptance")
class CancelIT {
  @Test
  @DisplayName("B01 a CANCEL is not accounted, and do_accounting on it is warned of")
  void b01(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "b01").rings().cancelled();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    assertThat(records.missed()).hasSize(1);
    for (Row row : List.of(records.acc().get(0), records.missed().get(0))) {
      RowAssert.assertThat(row).isNegativeOf(talk.call(), 487, "Request Terminated", "tt1");
    }
    assertThat(server.logLines(talk.callId(), "acc.report_cancels is 0")).hasSize(1);
  }

  @Test
  @DisplayName("B04 a CANCEL before the INVITE went anywhere gives a missed call without To-tag")
  void b04(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:b04@" + bob.address());
    call.expect(100);
    call.cancel().expect(200);
    call.expect(487);

    CallRecords records = server.recordsOf(call.callId());

    bob.expectSilence(Duration.ZERO);
    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0)).isNegativeOf(call, 487, "Request Terminated", "");
    assertThat(records.summary().text("outcome")).isEqualTo("CANCELLED");
  }

  @Test
  @DisplayName("a held INVITE goes out when its delay is over")
  void held(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "held").rings().answered();
    talk.talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.acc().get(0).number("setuptime")).isPositive();
  }

  @Test
  @DisplayName("B06 a cancelled call gives the callee's 487 with its set-up time, and no CDR")
  void b06(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "b06").rings().cancelled();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 487, "Request Terminated", "tt1")
        .hasSetUpOf(talk.call());
  }
}
