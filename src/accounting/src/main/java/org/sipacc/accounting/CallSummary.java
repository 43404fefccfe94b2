package org.sipacc.accounting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one INVITE, marked for accounting or not: one summary per call.
 *
 * @param source address and transport the INVITE came from, as {@code udp:192.0.2.1:5060}
 * @param code the final reply's status sent to the caller; 0 if there was none
 * @param ended when the call ended: BYE request, expiry, or the negative final reply
 * @param cause why it ended, in the words of OpenSIPS's {@code $DLG_end_reason} for answered calls
 * @param evidence what the end instant rests on, as {@code bye} or {@code lifetime}
 */
public record CallSummary(
    TimeOrderedId uid,
    String callId,
    String fromTag,
    String toTag,
    String fromUri,
    String toUri,
    String requestUri,
    String source,
    String userAgent,
    Instant invited,
    Optional<Instant> firstProvisional,
    Optional<Instant> ringing,
    Optional<Instant> answered,
    Instant ended,
    Outcome outcome,
    int code,
    String reason,
    EndedBy endedBy,
    String cause,
    String evidence,
    String policyVersion,
    List<Attempt> attempts) {
  public CallSummary {
    attempts = List.copyOf(attempts);
  }

  /** The INVITE, as far as it is known here. */
  public RequestFacts invite() {
    return new RequestFacts(
        "INVITE", callId, fromTag, "", fromUri, toUri, requestUri, source, userAgent, invited);
  }

  /** The same call with other attempts. */
  public CallSummary with(List<Attempt> others) {
    return new CallSummary(
        uid,
        callId,
        fromTag,
        toTag,
        fromUri,
        toUri,
        requestUri,
        source,
        userAgent,
        invited,
        firstProvisional,
        ringing,
        answered,
        ended,
        outcome,
        code,
        reason,
        endedBy,
        cause,
        evidence,
        policyVersion,
        others);
  }

  /** How the INVITE came out. */
  public enum Outcome {
    ANSWERED,
    FAILED,
    CANCELLED
  }

  /** Who ended it. */
  public enum EndedBy {
    CALLER,
    CALLEE,
    PROXY,
    UNKNOWN
  }

  /**
   * One target the call was sent to.
   *
   * @param code the target's final status; 0 if it gave none
   */
  public record Attempt(
      String target, Instant started, Optional<Instant> ended, int code, String reason) {}
}
