package org.sipacc.persistence.rollup;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.search.EntryRange;

/**
 * How far the calls that a node's journal brought in a day are rolled up.
 *
 * @param stored how many calls of it were ever stored
 * @param rolled how many of them are rolled up
 * @param recounted how many were stored when all that are there had last been gone through
 * @param last the id of the last entry that is rolled up; "" if none is
 * @param leftOut groupings that have too many groups for roll-ups
 * @param version changes with each change of the roll-ups
 */
record Standing(
    LocalDate day,
    int node,
    int epoch,
    long stored,
    long rolled,
    long recounted,
    String last,
    Set<Grouping> leftOut,
    long version) {
  /** Whether calls are there that are not rolled up. */
  boolean isWaiting() {
    return stored != rolled && stored != recounted;
  }

  /** The entries that are not rolled up yet, and those of the node's other epochs among them. */
  EntryRange waiting() {
    return last.isEmpty() ? all() : new EntryRange(node, last, firstId(day.plusDays(1)));
  }

  /** All entries of the day, and those of the node's other epochs among them. */
  EntryRange all() {
    return new EntryRange(node, firstId(day), firstId(day.plusDays(1)));
  }

  /** Whether an entry among those of the day is of this epoch. */
  boolean holds(CallRow row) {
    TimeOrderedId entry = TimeOrderedId.parse(row.recordId().substring(0, TimeOrderedId.LENGTH));
    return JournalPosition.after(entry).epoch() == epoch;
  }

  private static String firstId(LocalDate day) {
    return TimeOrderedId.of(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), 0, 0)
        .toString();
  }
}
