package org.sipacc.service;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalPosition;

/**
 * Has the journal delete what every destination has taken, also when nothing is appended any more
 * that would move their cursors: a full journal that refuses all calls is cleaned up by this.
 */
final class DeliveredRelease {
  /** As long as delivery itself waits. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Journal journal;
  private final LongSupplier nanoTime;
  private Optional<JournalPosition> mark = Optional.empty();
  private long markNanos;

  DeliveredRelease(Journal journal, LongSupplier nanoTime) {
    this.journal = journal;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes how the destinations stand now, and releases what they had all passed a while ago.
   *
   * @throws org.sipacc.journal.JournalException if a file cannot be deleted
   */
  void check(List<DelivererStatus> destinations) {
    journal.trim();
    List<Optional<JournalPosition>> cursors =
        destinations.stream().map(DelivererStatus::position).toList();
    boolean allKnown = cursors.stream().allMatch(Optional::isPresent);
    boolean early = mark.isPresent() && nanoTime.getAsLong() - markNanos < GRACE.toNanos();
    if (cursors.isEmpty() || !allKnown || early) {
      return;
    }
    mark.ifPresent(journal::release);
    mark = cursors.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
    markNanos = nanoTime.getAsLong();
  }
}
