package org.sipacc.accounting.report;

import java.time.Duration;
import java.util.Set;
import org.sipacc.accounting.CallSummary;

/**
 * The figures of the calls that are added. A call is one INVITE from a caller and counts once,
 * whatever number of targets it was sent to and of rows its records have.
 */
public final class CallFigures {
  private static final Set<Integer> USER_ENDED = Set.of(408, 480, 486, 487, 600, 603);
  private static final Set<Integer> EFFECTIVE = Set.of(480, 486, 600, 603);
  private static final Set<Integer> CHALLENGES = Set.of(401, 402, 407);
  private static final Set<Integer> INEFFECTIVE = Set.of(408, 500, 503, 504);

  private final Distribution postDialDelay = new Distribution();
  private long calls;
  private long answered;
  private long answeredMillis;
  private long redirected;
  private long challenged;
  private long reachedUser;
  private long effective;
  private long ineffective;
  private long requested;
  private long requestMillis;
  private long failed;
  private long failedMillis;

  /**
   * The figures as numbers to be kept and added up.
   *
   * @param answeredMillis from answer to end of all answered calls together
   * @param redirected unanswered calls that ended by 3xx
   * @param challenged unanswered calls that ended by 401, 402 or 407
   * @param reachedUser unanswered calls in which the network did its part
   * @param effective unanswered calls that ended by 480, 486, 600 or 603
   * @param ineffective unanswered calls that ended by 408, 500, 503 or 504
   * @param requested calls that rang or were answered
   * @param requestMillis from INVITE to the first 180, or to the 200 if there was none, of these
   * @param failed unanswered calls that ended by 4xx but 401, 402 and 407, 5xx or 6xx
   * @param failedMillis from INVITE to the end of these
   * @param delays the post-dial delays
   */
  public record Sums(
      long calls,
      long answered,
      long answeredMillis,
      long redirected,
      long challenged,
      long reachedUser,
      long effective,
      long ineffective,
      long requested,
      long requestMillis,
      long failed,
      long failedMillis,
      Distribution delays) {}

  /** Adds the calls of other figures. */
  public void add(Sums other) {
    calls += other.calls;
    answered += other.answered;
    answeredMillis += other.answeredMillis;
    redirected += other.redirected;
    challenged += other.challenged;
    reachedUser += other.reachedUser;
    effective += other.effective;
    ineffective += other.ineffective;
    requested += other.requested;
    requestMillis += other.requestMillis;
    failed += other.failed;
    failedMillis += other.failedMillis;
    postDialDelay.add(other.delays);
  }

  public Sums sums() {
    return new Sums(
        calls,
        answered,
        answeredMillis,
        redirected,
        challenged,
        reachedUser,
        effective,
        ineffective,
        requested,
        requestMillis,
        failed,
        failedMillis,
        postDialDelay);
  }

  public void add(CallSummary call) {
    calls++;
    int code = call.code();
    call.answered()
        .ifPresent(
            from -> {
              answered++;
              answeredMillis += Duration.between(from, call.ended()).toMillis();
            });
    call.ringing()
        .or(call::answered)
        .ifPresent(
            at -> {
              requested++;
              requestMillis += Duration.between(call.invited(), at).toMillis();
            });
    call.ringing()
        .ifPresent(at -> postDialDelay.add(Duration.between(call.invited(), at).toMillis()));
    if (call.answered().isEmpty()) {
      redirected += code >= 300 && code < 400 ? 1 : 0;
      challenged += CHALLENGES.contains(code) ? 1 : 0;
      effective += EFFECTIVE.contains(code) ? 1 : 0;
      ineffective += INEFFECTIVE.contains(code) ? 1 : 0;
      reachedUser += reachedUser(call) ? 1 : 0;
      if (code >= 400 && !CHALLENGES.contains(code)) {
        failed++;
        failedMillis += Duration.between(call.invited(), call.ended()).toMillis();
      }
    }
  }

  /** Whether the network did its part: the phone rang, or its user said no. */
  private static boolean reachedUser(CallSummary call) {
    boolean byCodeAlone = call.code() != 408 && call.code() != 487;
    return USER_ENDED.contains(call.code()) && (byCodeAlone || call.ringing().isPresent());
  }

  public long calls() {
    return calls;
  }

  public long answered() {
    return answered;
  }

  /** From answer to end of all answered calls together. */
  public long answeredMillis() {
    return answeredMillis;
  }

  /** Answer-seizure ratio (ITU-T E.411): answered calls of all calls. */
  public Ratio answerSeizureRatio() {
    return new Ratio(answered, calls);
  }

  /**
   * Network effectiveness ratio (ITU-T E.425): calls that were answered or that the called user let
   * ring, was too busy for or refused (480, 486, 600, 603; 408 and 487 after ringing), of all
   * calls.
   */
  public Ratio networkEffectivenessRatio() {
    return new Ratio(answered + reachedUser, calls);
  }

  /**
   * Average call duration: milliseconds of answered calls, by their number; also the session
   * duration time of successful calls (RFC 6076, section 4.5).
   */
  public Ratio averageCallMillis() {
    return new Ratio(answeredMillis, answered);
  }

  /** Session establishment ratio (RFC 6076, section 4.6): of calls that were not redirected. */
  public Ratio sessionEstablishmentRatio() {
    return new Ratio(answered, calls - redirected);
  }

  /**
   * Session establishment effectiveness ratio (RFC 6076, section 4.7): answered or ended by 480,
   * 486, 600 or 603, of calls that were neither redirected nor challenged (401, 402, 407).
   */
  public Ratio sessionEstablishmentEffectivenessRatio() {
    return new Ratio(answered + effective, calls - redirected - challenged);
  }

  /** Ineffective session attempts (RFC 6076, section 4.8): 408, 500, 503, 504, of all calls. */
  public Ratio ineffectiveSessionAttempts() {
    return new Ratio(ineffective, calls);
  }

  /**
   * Session request delay of calls that rang or were answered (RFC 6076, section 4.3.1):
   * milliseconds from the INVITE to the first 180, or to the 200 if there was none, by their
   * number.
   */
  public Ratio successfulRequestMillis() {
    return new Ratio(requestMillis, requested);
  }

  /**
   * Session request delay of failed calls (RFC 6076, section 4.3.2): milliseconds from the INVITE
   * to the final 4xx but 401, 402 and 407, 5xx or 6xx, by their number.
   */
  public Ratio failedRequestMillis() {
    return new Ratio(failedMillis, failed);
  }

  /** From INVITE to the first 180, in milliseconds, of the calls that rang. */
  public Distribution postDialDelay() {
    return postDialDelay;
  }
}
