package org.sipacc.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalPosition;

/**
 * Keeps the journal from filling up behind a destination that is not required: when nine tenths of
 * its bound are used, the oldest tenth is given up for those that have not got it. What a required
 * destination has not got is never given up.
 */
final class Pressure {
  private static final int TENTHS = 10;

  private final Journal journal;
  private final Grace grace;
  private Optional<JournalPosition> limit = Optional.empty();

  /**
   * @param grace how long entries are kept that the required destinations have passed
   */
  Pressure(Journal journal, Grace grace) {
    this.journal = journal;
    this.grace = grace;
  }

  /**
   * Lets destinations go, if need be, and deletes what they held.
   *
   * @throws SinkUnavailableException if that cannot be noted
   */
  synchronized void relieve(List<Deliverer> deliverers) throws SinkUnavailableException {
    limit = grace.passed(passedByRequired(deliverers)).or(() -> limit);
    if (limit.isEmpty() || journal.bytes() < high()) {
      return;
    }
    JournalPosition target = earlier(limit.get(), afterOldest());
    List<Deliverer> holding =
        deliverers.stream()
            .filter(deliverer -> !deliverer.destination().isRequired())
            .filter(deliverer -> isBefore(deliverer.cursor(), target))
            .toList();
    for (Deliverer deliverer : holding) {
      deliverer.letGo(target);
    }
    if (!holding.isEmpty()) {
      journal.release(target);
    }
  }

  private JournalPosition passedByRequired(List<Deliverer> deliverers) {
    return deliverers.stream()
        .filter(deliverer -> deliverer.destination().isRequired())
        .map(deliverer -> deliverer.cursor().orElse(journal.oldest()))
        .min(Comparator.naturalOrder())
        .orElse(journal.syncedPosition());
  }

  private long high() {
    long max = journal.settings().maxBytes();
    return Math.max(max / 2, max - relief());
  }

  private long relief() {
    long max = journal.settings().maxBytes();
    return Math.max(max / TENTHS, 2 * journal.settings().segmentBytes());
  }

  /** After so many of the oldest entries as take the room that is to become free. */
  private JournalPosition afterOldest() {
    JournalPosition oldest = journal.oldest();
    double entriesPerByte = (double) journal.entriesAfter(oldest) / journal.bytes();
    long entries = (long) Math.ceil(relief() * entriesPerByte);
    return new JournalPosition(oldest.epoch(), oldest.sequence() + entries);
  }

  private static JournalPosition earlier(JournalPosition one, JournalPosition other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static boolean isBefore(Optional<JournalPosition> cursor, JournalPosition target) {
    return cursor.isEmpty() || cursor.get().compareTo(target) < 0;
  }
}
