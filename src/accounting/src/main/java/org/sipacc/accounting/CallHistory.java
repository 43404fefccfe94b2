package org.sipacc.accounting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;

/** Everything that happened to an INVITE, and the call summary derived from it when it is over. */
final class CallHistory {
  /** A call that rings on for ever must not fill the memory with its provisional replies. */
  private static final int MOST_EVENTS = 256;

  private final TimeOrderedId uid;
  private final RequestFacts invite;
  private final String policyVersion;
  private final List<CallEvent> events = new ArrayList<>(6);

  CallHistory(TimeOrderedId uid, RequestFacts invite, String policyVersion) {
    this.uid = uid;
    this.invite = invite;
    this.policyVersion = policyVersion;
  }

  TimeOrderedId uid() {
    return uid;
  }

  /** Takes the next event; answers with the summary if the call is over by it. */
  Optional<CallSummary> on(CallEvent event) {
    if (event instanceof Progressed && events.size() >= MOST_EVENTS) {
      return Optional.empty();
    }
    boolean wasAnswered = answer().isPresent();
    events.add(event);
    if (event instanceof Ended ended && wasAnswered) {
      return Optional.of(answered(ended));
    }
    if (event instanceof ReplySent sent && sent.reply().isNegative() && !wasAnswered) {
      return Optional.of(failed(sent));
    }
    return Optional.empty();
  }

  private CallSummary answered(Ended ended) {
    Optional<ByeReceived> bye = of(ByeReceived.class).findFirst();
    EndCause cause = bye.map(ByeReceived::cause).orElse(ended.cause());
    Instant end = bye.map(ByeReceived::at).orElse(ended.at());
    ReplySent answer = answer().orElseThrow();
    return summary(
        Optional.of(answer.at()),
        end,
        Outcome.ANSWERED,
        answer.reply(),
        cause.endedBy(),
        cause.text(),
        cause.evidence());
  }

  private CallSummary failed(ReplySent sent) {
    boolean cancelled = of(Cancelled.class).findAny().isPresent();
    EndedBy refusedBy = sent.reply().received() ? EndedBy.CALLEE : EndedBy.PROXY;
    return summary(
        Optional.empty(),
        sent.at(),
        cancelled ? Outcome.CANCELLED : Outcome.FAILED,
        sent.reply(),
        cancelled ? EndedBy.CALLER : refusedBy,
        cancelled ? "Cancelled" : "",
        "reply");
  }

  private CallSummary summary(
      Optional<Instant> answered,
      Instant ended,
      Outcome outcome,
      Reply reply,
      EndedBy endedBy,
      String cause,
      String evidence) {
    return new CallSummary(
        uid,
        invite.callId(),
        invite.fromTag(),
        reply.toTag(),
        invite.fromUri(),
        invite.toUri(),
        invite.requestUri(),
        invite.source(),
        invite.userAgent(),
        invite.received(),
        of(Progressed.class).map(Progressed::at).findFirst(),
        of(Progressed.class).filter(p -> p.reply().status() == 180).map(Progressed::at).findFirst(),
        answered,
        ended,
        outcome,
        reply.status(),
        reply.reason(),
        endedBy,
        cause,
        evidence,
        policyVersion,
        of(AttemptStarted.class).flatMap(this::attempts).toList());
  }

  private Stream<Attempt> attempts(AttemptStarted started) {
    return started.targets().stream()
        .map(
            target -> {
              Optional<TargetReplied> reply =
                  of(TargetReplied.class)
                      .filter(r -> r.target().equals(target) && !r.at().isBefore(started.at()))
                      .findFirst();
              return new Attempt(
                  target,
                  started.at(),
                  reply.map(TargetReplied::at),
                  reply.map(r -> r.reply().status()).orElse(0),
                  reply.map(r -> r.reply().reason()).orElse(""));
            });
  }

  private Optional<ReplySent> answer() {
    return of(ReplySent.class).filter(sent -> sent.reply().isSuccess()).findFirst();
  }

  private <E extends CallEvent> Stream<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }
}
