package org.sipacc.accounting.report;

import java.time.Instant;
import org.sipacc.accounting.CallSummary;

/** What the calls of a report are added to, one by one or as sums. It is bounded. */
public interface CallTally {
  /**
   * Adds a call.
   *
   * @return false if it was one too many; then nothing here is worth anything
   */
  boolean add(CallSummary call);

  /**
   * Adds calls of an hour, or of a day if the report does not tell its hours apart.
   *
   * @param begin of the hour or day
   * @param group what the calls have in common as {@link CallReport#rollup} tells them apart
   * @return false if they were too many; then nothing here is worth anything
   */
  boolean add(Instant begin, String group, CallFigures.Sums calls);

  /** What there may not be more of, for a message: {@code "10000 rows"}. */
  String bound();

  /** Forgets all calls. */
  void clear();
}
