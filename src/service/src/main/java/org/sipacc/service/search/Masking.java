package org.sipacc.service.search;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CoreColumns;
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
  private static final Set<String> OF_RECORDS =
      Set.of("table", "created", "setuptime", "duration", "ms_duration");
  private static final Set<String> OF_SUMMARIES =
      Set.of(
          "call_uid",
          "callid",
          "from_tag",
          "to_tag",
          "source",
          "user_agent",
          "invited",
          "answered",
          "ended",
          "outcome",
          "code",
          "reason",
          "attempts");

  /** What a configuration says. */
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

  /**
   * A dead letter's fields as somebody behind a mask sees them: every URI and every extra field may
   * hold a number, the columns of the tables themselves do not.
   *
   * @param kind what the record is, as {@code cdr} or {@code call}
   * @param core the names of the columns that can be renamed
   */
  public static Map<String, String> masked(
      String kind, Map<String, String> fields, CoreColumns core, NumberMask mask) {
    Set<String> plain = new HashSet<>(OF_RECORDS);
    switch (kind) {
      case "call" -> plain.addAll(OF_SUMMARIES);
      case "bye" -> plain.addAll(fields.keySet());
      default ->
          plain.addAll(
              List.of(
                  core.method(),
                  core.fromTag(),
                  core.toTag(),
                  core.callId(),
                  core.sipCode(),
                  core.sipReason(),
                  core.time()));
    }
    Map<String, String> masked = new LinkedHashMap<>();
    fields.forEach((name, text) -> masked.put(name, plain.contains(name) ? text : mask.text(text)));
    return masked;
  }

  /** Texts of which any may be a number. */
  public static Map<String, String> masked(Map<String, String> texts, NumberMask mask) {
    Map<String, String> masked = new LinkedHashMap<>();
    texts.forEach((name, text) -> masked.put(name, mask.text(text)));
    return masked;
  }
}
