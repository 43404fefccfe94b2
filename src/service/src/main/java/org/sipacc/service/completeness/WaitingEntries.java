package org.sipacc.service.completeness;

import java.util.List;
import java.util.function.Predicate;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalReader;

/**
 * Entries of the journal after a place.
 *
 * @param wanted how many are for a destination and were appended in this run of the journal
 * @param end up to where it was read
 * @param lost how many numbers up to there have no entry
 */
record WaitingEntries(long wanted, JournalPosition end, long lost) {
  private static final int READ = 1000;

  /** Reads them, those appended meanwhile included. */
  static WaitingEntries after(
      Journal journal, JournalPosition place, Predicate<JournalEntry> isWanted) {
    journal.sync();
    JournalPosition goal = journal.syncedPosition();
    JournalPosition at = place;
    long wanted = 0;
    long lost = 0;
    try (JournalReader reader = journal.reader(place)) {
      List<JournalEntry> read = reader.read(READ);
      while (!read.isEmpty()) {
        for (JournalEntry entry : read) {
          lost += numbersBetween(at, entry.position());
          at = entry.position();
          boolean ofThisRun = at.compareTo(journal.openedAt()) > 0;
          wanted += ofThisRun && isWanted.test(entry) ? 1 : 0;
        }
        read = at.compareTo(goal) >= 0 ? List.of() : reader.read(READ);
      }
    }
    if (at.compareTo(goal) < 0 && at.epoch() == goal.epoch()) {
      lost += goal.sequence() - at.sequence();
    }
    return new WaitingEntries(wanted, at, lost);
  }

  private static long numbersBetween(JournalPosition before, JournalPosition entry) {
    long previous = before.epoch() == entry.epoch() ? before.sequence() : 0;
    return entry.sequence() - previous - 1;
  }
}
