package org.sipacc.accounting.search;

import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.CallSummary;

/**
 * Which call summaries are looked for: those for which everything holds that is given.
 *
 * @param range of the INVITE
 * @param caller the user part of the From URI
 * @param callee the user part of the Request-URI
 * @param calleeCountry ISO 3166-1's two letters for the country of the called number
 * @param code of the final reply to the caller
 * @param durationMillis from answer to end; only answered calls have one
 * @param cause why the call ended
 * @param callId the Call-ID
 * @param gateway the host of a target that the call was sent to
 * @param policyVersion the policy that decided about the call
 * @param outcome whether it was answered, failed or was cancelled
 * @param node whose call it was
 */
public record CallFilter(
    TimeRange range,
    Optional<TextMatch> caller,
    Optional<TextMatch> callee,
    Optional<String> calleeCountry,
    Optional<Codes> code,
    Optional<NumberMatch> durationMillis,
    Optional<String> cause,
    Optional<String> callId,
    Optional<String> gateway,
    Optional<String> policyVersion,
    Optional<CallSummary.Outcome> outcome,
    OptionalInt node) {
  /** Those of a time, whatever they are. */
  public static CallFilter in(TimeRange range) {
    return new CallFilter(
        range,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The same filter for another time. */
  public CallFilter during(TimeRange time) {
    return new CallFilter(
        time,
        caller,
        callee,
        calleeCountry,
        code,
        durationMillis,
        cause,
        callId,
        gateway,
        policyVersion,
        outcome,
        node);
  }

  /** The same filter for calls to some number. */
  public CallFilter to(TextMatch number) {
    return new CallFilter(
        range,
        caller,
        Optional.of(number),
        calleeCountry,
        code,
        durationMillis,
        cause,
        callId,
        gateway,
        policyVersion,
        outcome,
        node);
  }
}
