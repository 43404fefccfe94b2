package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Accounting of calls the caller gives up: series B of the acceptance table. */
@RunningServer("acceptance")
class CancelIT {
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
