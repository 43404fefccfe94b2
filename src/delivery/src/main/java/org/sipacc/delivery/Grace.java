package org.sipacc.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sipacc.journal.JournalPosition;

/** Tells what was passed a while ago. */
final class Grace {
  private final Duration grace;
  private final LongSupplier nanoTime;
  private Optional<JournalPosition> mark = Optional.empty();
  private long markNanos;

  Grace(Duration grace, LongSupplier nanoTime) {
    this.grace = grace;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes the place that has been passed by now.
   *
   * @return a place that was passed at least the grace ago; empty if there is none that was not
   *     told before
   */
  synchronized Optional<JournalPosition> passed(JournalPosition now) {
    if (mark.isPresent() && nanoTime.getAsLong() - markNanos < grace.toNanos()) {
      return Optional.empty();
    }
    Optional<JournalPosition> old = mark;
    mark = Optional.of(now);
    markNanos = nanoTime.getAsLong();
    return grace.isZero() ? mark : old;
  }
}
