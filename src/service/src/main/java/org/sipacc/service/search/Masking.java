package org.sipacc.service.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.accounting.search.StoredRecord;
import org.sipacc.service.LiveCall;

/**
 * What each role sees of numbers.
 *
 * @param below the roles below this one see them masked
 * @param digits how many characters at a number's end are masked
 */
public record Masking(Role below, int digits) {
  public static Masking of(Parameters parameters) {
    return new Masking(parameters.get(Catalogue.MASK_BELOW), parameters.get(Catalogue.MASK_DIGITS));
  }

  /** What hides numbers from a role. */
  public NumberMask of(Role role) {
    return role.includes(below) ? NumberMask.NONE : new NumberMask(digits);
  }

  /** A call as somebody behind a mask sees it. */
  public static CallSummary masked(CallSummary call, NumberMask mask) {
    if (mask.isNone()) {
      return call;
    }
    return new CallSummary(
        call.uid(),
        call.callId(),
        call.fromTag(),
        call.toTag(),
        mask.uri(call.fromUri()),
        mask.uri(call.toUri()),
        mask.uri(call.requestUri()),
        call.source(),
        call.userAgent(),
        call.invited(),
        call.firstProvisional(),
        call.ringing(),
        call.answered(),
        call.ended(),
        call.outcome(),
        call.code(),
        call.reason(),
        call.endedBy(),
        call.cause(),
        call.evidence(),
        call.policyVersion(),
        call.attempts().stream()
            .map(
                attempt ->
                    new CallSummary.Attempt(
                        mask.uri(attempt.target()),
                        attempt.started(),
                        attempt.ended(),
                        attempt.code(),
                        attempt.reason()))
            .toList());
  }

  /** A record as somebody behind a mask sees it: any extra column may hold a number. */
  public static StoredRecord masked(StoredRecord row, NumberMask mask) {
    return mask.isNone()
        ? row
        : new StoredRecord(
            row.recordId(),
            row.callUid(),
            row.method(),
            row.fromTag(),
            row.toTag(),
            row.callId(),
            row.sipCode(),
            row.sipReason(),
            row.time(),
            row.durationSeconds(),
            row.durationMillis(),
            row.setupSeconds(),
            row.created(),
            masked(row.extras(), mask));
  }

  /** A live call as somebody behind a mask sees it. */
  public static LiveCall masked(LiveCall call, NumberMask mask) {
    return mask.isNone()
        ? call
        : new LiveCall(
            call.id(),
            call.uid(),
            call.callId(),
            call.fromTag(),
            call.toTag(),
            mask.uri(call.fromUri()),
            mask.uri(call.toUri()),
            mask.uri(call.requestUri()),
            call.source(),
            call.userAgent(),
            call.targets().stream().map(mask::uri).toList(),
            call.state(),
            call.policyVersion(),
            call.accounted(),
            call.invited(),
            call.answered(),
            call.expires(),
            call.lifetime(),
            call.flags(),
            masked(call.profiles(), mask),
            masked(call.values(), mask));
  }

  /** Texts of which any may be a number. */
  public static Map<String, String> masked(Map<String, String> texts, NumberMask mask) {
    Map<String, String> masked = new LinkedHashMap<>();
    texts.forEach((name, text) -> masked.put(name, mask.text(text)));
    return masked;
  }
}
