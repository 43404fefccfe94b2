package org.sipacc.accounting;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a request or to the call it started. The clock is read once, where the
 * event is made.
 */
public sealed interface CallEvent {
  /** When it happened. */
  Instant at();

  /** The request was sent to a set of targets that are tried together: one attempt. */
  record AttemptStarted(Instant at, List<String> targets) implements CallEvent {
    public AttemptStarted {
      targets = List.copyOf(targets);
    }
  }

  /** A provisional reply above 100 came from downstream and went on to the caller. */
  record Progressed(Instant at, Reply reply) implements CallEvent {}

  /** One target gave its final reply, or none in time. */
  record TargetReplied(Instant at, String target, Reply reply) implements CallEvent {}

  /**
   * Every target of the attempt failed: the place of the failure route.
   *
   * @param reply the reply the attempt ended with
   */
  record AttemptFailed(Instant at, Reply reply) implements CallEvent {}

  /**
   * The request was given up before its answer.
   *
   * @param cause {@link EndCause#CANCELLED} by the caller, else what made this server do it
   */
  record Cancelled(Instant at, EndCause cause) implements CallEvent {}

  /** A final reply went to whoever sent the request; for an INVITE, a 2xx is the answer. */
  record ReplySent(Instant at, Reply reply) implements CallEvent {}

  /** The policy answered without a transaction: nothing is recorded, the request is over. */
  record RepliedStatelessly(Instant at, Reply reply) implements CallEvent {}

  /** A BYE request of the answered dialog came in. */
  record ByeReceived(Instant at, EndCause cause) implements CallEvent {}

  /**
   * The call is over: its BYE got a final reply, or none in time, or its lifetime ran out.
   *
   * @param cause what ended it if no BYE came before
   * @param elsewhere whether another node saw it
   */
  record Ended(Instant at, EndCause cause, boolean elsewhere) implements CallEvent {
    /** This node saw it. */
    public Ended(Instant at, EndCause cause) {
      this(at, cause, false);
    }
  }
}
