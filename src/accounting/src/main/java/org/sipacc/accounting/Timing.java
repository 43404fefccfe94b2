package org.sipacc.accounting;

import java.time.Instant;
import java.util.Optional;

/**
 * The figures that {@code cdr} adds to a record.
 *
 * @param created when accounting was asked for, whole seconds; empty if {@code cdr} was not
 * @param setupSeconds seconds from created to the record's time, both truncated
 * @param durationMillis answer to end, in an interim record to its instant; 0 in the others
 */
public record Timing(Optional<Instant> created, long setupSeconds, long durationMillis) {
  /** Of a record whose call has no {@code cdr}. */
  public static final Timing NONE = new Timing(Optional.empty(), 0, 0);

  /** The duration in seconds, rounded up as the acc module does: 1 ms is 1 s, 0 ms is 0 s. */
  public long durationSeconds() {
    return (durationMillis + 999) / 1000;
  }
}
