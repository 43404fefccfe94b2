package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.BYE;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.REFUSED;
import static org.sipacc.accounting.StandardCall.RINGING;

import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;

class CallSummaryTest {
  private static final Reply BUSY = Reply.received(486, "Busy Here", "tt1");

  @Test
  void answeredCallTellsEachInstant() {
    CallSummary summary =
        StandardCall.invite().tried("sip:bob@b").rings().answered().callerHangsUp().summary();

    assertThat(summary.invited()).isEqualTo(INVITED);
    assertThat(summary.ringing()).contains(RINGING);
    assertThat(summary.answered()).contains(ANSWERED);
    assertThat(summary.ended()).isEqualTo(BYE);
    assertThat(summary.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(summary.endedBy()).isEqualTo(EndedBy.CALLER);
    assertThat(summary.policyVersion()).isEqualTo("v1");
  }

  @Test
  void everyAttemptIsTold() {
    CallSummary summary =
        StandardCall.invite()
            .tried("sip:bob@b")
            .attemptFails(BUSY)
            .tried("sip:carol@b")
            .answered("tt2")
            .callerHangsUp()
            .summary();

    assertThat(summary.attempts())
        .extracting(Attempt::target, Attempt::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sip:bob@b", 486),
            org.assertj.core.groups.Tuple.tuple("sip:carol@b", 0));
  }

  @Test
  void refusedCallEndsByItsReply() {
    CallSummary summary = StandardCall.invite().tried("sip:bob@b").fails(BUSY).summary();

    assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(summary.code()).isEqualTo(486);
    assertThat(summary.ended()).isEqualTo(REFUSED);
    assertThat(summary.endedBy()).isEqualTo(EndedBy.CALLEE);
  }

  @Test
  void cancelledCallWasEndedByItsCaller() {
    CallSummary summary =
        StandardCall.invite()
            .tried("sip:bob@b")
            .rings()
            .cancelled()
            .fails(Reply.received(487, "Request Terminated", "tt1"))
            .summary();

    assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(summary.endedBy()).isEqualTo(EndedBy.CALLER);
  }

  @Test
  void otherRequestsHaveNoSummary() {
    assertThat(StandardCall.request("MESSAGE").answered().isOver()).isFalse();
  }
}
