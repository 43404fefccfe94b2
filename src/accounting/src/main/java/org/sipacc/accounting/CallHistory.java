package org.sipacc.accounting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

/** Everything that happened to an INVITE, and the call summary derived from it when it is over. */
final class CallHistory {
  /** A call that rings on for ever must not fill the memory with its provisional replies. */
  private static final int MOST_EVENTS = 256;

  /** The duration rests on the wall clock alone. */
  private static final String AFTER_RESTART = " after restart";

  private static final String BYE_ELSEWHERE = "bye at another node";

  private final TimeOrderedId uid;
  private final RequestFacts invite;
  private final String policyVersion;
  private final List<CallEvent> events = new ArrayList<>(6);
  private Optional<ReplySent> answer = Optional.empty();
  private boolean restored;

  CallHistory(TimeOrderedId uid, RequestFacts invite, String policyVersion) {
    this.uid = uid;
    this.invite = invite;
    this.policyVersion = policyVersion;
  }

  /** What a former life saw of the call. */
  static CallHistory restored(AccountingSnapshot snapshot) {
    CallHistory history =
        new CallHistory(snapshot.uid(), snapshot.request(), snapshot.policyVersion());
    history.restored = true;
    snapshot.events().forEach(history::on);
    return history;
  }

  TimeOrderedId uid() {
    return uid;
  }

  List<CallEvent> events() {
    return List.copyOf(events);
  }

  /** Takes the next event; answers with the summary if the call is over by it. */
  Optional<CallSummary> on(CallEvent event) {
    if (event instanceof Progressed && events.size() >= MOST_EVENTS) {
      return Optional.empty();
    }
    if (event instanceof ByeReceived && answer.isEmpty()) {
      return Optional.empty();
    }
    events.add(event);
    if (event instanceof Ended ended && answer.isPresent()) {
      return Optional.of(answered(ended, answer.get()));
    }
    if (event instanceof RepliedStatelessly sent && answer.isEmpty()) {
      return Optional.of(failed(sent.at(), sent.reply()));
    }
    if (event instanceof ReplySent sent && answer.isEmpty()) {
      if (sent.reply().isNegative()) {
        return Optional.of(failed(sent.at(), sent.reply()));
      }
      if (sent.reply().isSuccess()) {
        answer = Optional.of(sent);
      }
    }
    return Optional.empty();
  }

  private CallSummary answered(Ended ended, ReplySent answer) {
    Optional<ByeReceived> bye = first(ByeReceived.class);
    EndCause cause = bye.map(ByeReceived::cause).orElse(ended.cause());
    Instant end = bye.map(ByeReceived::at).orElse(ended.at());
    return summary(
        Optional.of(answer.at()),
        end,
        Outcome.ANSWERED,
        answer.reply(),
        cause.endedBy(),
        cause.text(),
        evidence(cause, bye.isEmpty() && ended.elsewhere()));
  }

  private String evidence(EndCause cause, boolean elsewhere) {
    if (elsewhere) {
      return BYE_ELSEWHERE;
    }
    return restored ? cause.evidence() + AFTER_RESTART : cause.evidence();
  }

  private CallSummary failed(Instant at, Reply reply) {
    Optional<EndCause> cancelled = first(Cancelled.class).map(Cancelled::cause);
    EndedBy refusedBy = reply.received() ? EndedBy.CALLEE : EndedBy.PROXY;
    return summary(
        Optional.empty(),
        at,
        cancelled.isPresent() ? Outcome.CANCELLED : Outcome.FAILED,
        reply,
        cancelled.map(EndCause::endedBy).orElse(refusedBy),
        cancelled.map(EndCause::text).orElse(""),
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
        first(Progressed.class).map(Progressed::at),
        first(Progressed.class, p -> p.reply().status() == 180).map(Progressed::at),
        answered,
        ended,
        outcome,
        reply.status(),
        reply.reason(),
        endedBy,
        cause,
        evidence,
        policyVersion,
        attempts());
  }

  private List<Attempt> attempts() {
    List<Attempt> attempts = new ArrayList<>(1);
    for (CallEvent event : events) {
      if (event instanceof AttemptStarted started) {
        started.targets().forEach(target -> attempts.add(attempt(started, target)));
      }
    }
    return attempts;
  }

  private Attempt attempt(AttemptStarted started, String target) {
    Optional<TargetReplied> reply =
        first(
            TargetReplied.class, r -> r.target().equals(target) && !r.at().isBefore(started.at()));
    return new Attempt(
        target,
        started.at(),
        reply.map(TargetReplied::at),
        reply.map(r -> r.reply().status()).orElse(0),
        reply.map(r -> r.reply().reason()).orElse(""));
  }

  private <E extends CallEvent> Optional<E> first(Class<E> type) {
    return first(type, event -> true);
  }

  private <E extends CallEvent> Optional<E> first(Class<E> type, Predicate<E> wanted) {
    for (CallEvent event : events) {
      if (type.isInstance(event) && wanted.test(type.cast(event))) {
        return Optional.of(type.cast(event));
      }
    }
    return Optional.empty();
  }
}
