package org.sipacc.accounting.search;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows of an accounting table are looked for: those for which everything holds that is given.
 *
 * @param range of column {@code time}
 * @param caller column {@code src_user}
 * @param callee column {@code dst_user}
 * @param code column {@code sip_code}
 * @param durationMillis column {@code ms_duration}, which missed calls have not
 * @param method the SIP method
 * @param callId the Call-ID
 * @param node whose record it was
 */
public record RecordFilter(
    TimeRange range,
    Optional<TextMatch> caller,
    Optional<TextMatch> callee,
    Optional<Codes> code,
    Optional<NumberMatch> durationMillis,
    Optional<String> method,
    Optional<String> callId,
    OptionalInt node) {
  /** Those of a time, whatever they are. */
  public static RecordFilter in(TimeRange range) {
    return new RecordFilter(
        range,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }
}
