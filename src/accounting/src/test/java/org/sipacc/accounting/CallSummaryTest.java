package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.BYE;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.REFUSED;
import static org.sipacc.accounting.StandardCall.RINGING;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
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
        .containsExactly(tuple("sip:bob@b", 486), tuple("sip:carol@b", 0));
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

  @Test
  @DisplayName("A16 a stateless reply gives no record, only a summary")
  void statelessReplyGivesOnlyASummary() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "failed|missed")
            .on(new RepliedStatelessly(REFUSED, Reply.local(403, "Forbidden", "")));

    assertThat(call.records()).isEmpty();
    assertThat(call.context().isOver()).isTrue();
    assertThat(call.summary().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(call.summary().code()).isEqualTo(403);
    assertThat(call.summary().reason()).isEqualTo("Forbidden");
    assertThat(call.summary().ended()).isEqualTo(REFUSED);
    assertThat(call.summary().endedBy()).isEqualTo(EndedBy.PROXY);
    assertThat(call.summary().cause()).isEmpty();
    assertThat(call.summary().evidence()).isEqualTo("reply");
    assertThat(call.on(new ReplySent(REFUSED, BUSY)).records()).isEmpty();
  }

  @Test
  void statelessReplyAfterTheAnswerEndsNothing() {
    StandardCall call =
        StandardCall.invite()
            .answered()
            .on(new RepliedStatelessly(REFUSED, Reply.local(403, "Forbidden", "")));

    assertThat(call.isOver()).isFalse();
    assertThat(call.callerHangsUp().summary().outcome()).isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void aCommandThatEndedARingingCallIsItsCause() {
    CallSummary summary =
        StandardCall.invite()
            .tried("sip:bob@b")
            .rings()
            .on(new Cancelled(RINGING, EndCause.MI_TERMINATION))
            .fails(Reply.received(487, "Request Terminated", "tt1"))
            .summary();

    assertThat(summary.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(summary.endedBy()).isEqualTo(EndedBy.PROXY);
    assertThat(summary.cause()).isEqualTo("MI Termination");
    assertThat(summary.evidence()).isEqualTo("reply");
    assertThat(summary.answered()).isEmpty();
  }

  @Test
  @DisplayName("E20 a command that ends an answered call is its cause")
  void aCommandThatEndedAnAnsweredCallIsItsCause() {
    CallSummary summary =
        StandardCall.invite()
            .answered()
            .on(new Ended(ANSWERED.plusMillis(30_050), EndCause.MI_TERMINATION))
            .summary();

    assertThat(summary.cause()).isEqualTo("MI Termination");
    assertThat(summary.endedBy()).isEqualTo(EndedBy.PROXY);
    assertThat(summary.evidence()).isEqualTo("command");
    assertThat(summary.ended()).isEqualTo(ANSWERED.plusMillis(30_050));
  }

  @Test
  @DisplayName("E22 a BYE before the answer is not the end of the call that is answered after it")
  void byeBeforeTheAnswerIsNotTheEnd() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "cdr")
            .on(new ByeReceived(RINGING, EndCause.UPSTREAM_BYE))
            .answered()
            .callerHangsUp();

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(call.summary().ended()).isEqualTo(BYE);
    assertThat(call.summary().cause()).isEqualTo("Downstream BYE");
  }

  @Test
  void summaryTellsTheRequestAndTheFinalReply() {
    CallSummary summary =
        StandardCall.invite().hasEarlyMedia(INVITED).rings().answered().callerHangsUp().summary();

    assertThat(summary.uid()).isEqualTo(StandardCall.UID);
    assertThat(summary.callId()).isEqualTo("c1@a");
    assertThat(summary.fromTag()).isEqualTo("ft1");
    assertThat(summary.toTag()).isEqualTo("tt1");
    assertThat(summary.code()).isEqualTo(200);
    assertThat(summary.reason()).isEqualTo("OK");
    assertThat(summary.cause()).isEqualTo("Downstream BYE");
    assertThat(summary.evidence()).isEqualTo("bye");
    assertThat(summary.firstProvisional()).contains(INVITED);
    assertThat(summary.ringing()).contains(RINGING);
  }

  @Test
  void aByeThatAnotherNodeSawEndsTheCallAtItsInstantUnlessOneCameHereBefore() {
    CallSummary elsewhere =
        StandardCall.invite().answered().on(new Ended(BYE, EndCause.UPSTREAM_BYE, true)).summary();
    assertThat(elsewhere.ended()).isEqualTo(BYE);
    assertThat(elsewhere.endedBy()).isEqualTo(EndedBy.CALLEE);
    assertThat(elsewhere.evidence()).isEqualTo("bye at another node");

    CallSummary both =
        StandardCall.invite()
            .answered()
            .on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(BYE.plusSeconds(4), EndCause.UPSTREAM_BYE, true))
            .summary();
    assertThat(both.ended()).isEqualTo(BYE);
    assertThat(both.evidence()).isEqualTo("bye");
  }

  @Test
  void aReplyMadeHereWasRefusedHere() {
    CallSummary summary = StandardCall.invite().fails(Reply.TIMEOUT).summary();

    assertThat(summary.endedBy()).isEqualTo(EndedBy.PROXY);
    assertThat(summary.ringing()).isEmpty();
    assertThat(summary.firstProvisional()).isEmpty();
  }

  @Test
  void aTargetThatIsTriedAgainIsToldWithItsOwnReplies() {
    CallSummary summary =
        StandardCall.invite()
            .tried("sip:bob@b")
            .attemptFails(BUSY)
            .on(new AttemptStarted(REFUSED.plusSeconds(1), List.of("sip:bob@b")))
            .on(
                new TargetReplied(
                    REFUSED.plusSeconds(2), "sip:bob@b", Reply.received(480, "Gone", "tt2")))
            .on(new ReplySent(REFUSED.plusSeconds(2), BUSY))
            .summary();

    assertThat(summary.attempts())
        .containsExactly(
            new Attempt("sip:bob@b", INVITED, Optional.of(REFUSED), 486, "Busy Here"),
            new Attempt(
                "sip:bob@b",
                REFUSED.plusSeconds(1),
                Optional.of(REFUSED.plusSeconds(2)),
                480,
                "Gone"));
  }

  @Test
  void aCallThatRingsOnForEverKeepsItsBeginningAndItsEnd() {
    CallSummary summary =
        ringingOn(300).attemptFails(BUSY).tried("sip:carol@b").answered().callerHangsUp().summary();

    assertThat(summary.firstProvisional()).contains(INVITED);
    assertThat(summary.answered()).contains(ANSWERED);
    assertThat(summary.attempts())
        .extracting(Attempt::target)
        .containsExactly("sip:bob@b", "sip:carol@b");
  }

  @Test
  void ofACallsEventsProvisionalRepliesAreKeptUpToThe256th() {
    assertThat(ringingOn(254).rings().answered().callerHangsUp().summary().ringing())
        .contains(RINGING);
    assertThat(ringingOn(255).rings().answered().callerHangsUp().summary().ringing()).isEmpty();
  }

  private static StandardCall ringingOn(int provisionalReplies) {
    StandardCall call = StandardCall.invite().tried("sip:bob@b");
    for (int i = 0; i < provisionalReplies; i++) {
      call.on(new Progressed(INVITED.plusSeconds(i), Reply.received(183, "Progress", "tt1")));
    }
    return call;
  }

  @Test
  void everyCauseIsToldInTheWordsOfTheDialogModule() {
    assertThat(EndCause.values())
        .extracting(EndCause::text, EndCause::endedBy, EndCause::evidence)
        .containsExactly(
            tuple("Downstream BYE", EndedBy.CALLER, "bye"),
            tuple("Upstream BYE", EndedBy.CALLEE, "bye"),
            tuple("Lifetime Timeout", EndedBy.PROXY, "lifetime"),
            tuple("MI Termination", EndedBy.PROXY, "command"),
            tuple("Cancelled", EndedBy.CALLER, "lifetime"),
            tuple("Ping Timeout", EndedBy.PROXY, "ping"),
            tuple("Session Expired", EndedBy.UNKNOWN, "session timer"),
            tuple("", EndedBy.UNKNOWN, "last seen"));
  }
}
