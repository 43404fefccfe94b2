package org.sipacc.persistence.completeness;

import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalPosition;

/**
 * A sum over journal entries that were stored in a table.
 *
 * @param entries how many
 * @param rows how many rows they have; a record has one for each of its legs
 * @param first the lowest of their sequence numbers
 * @param last the highest
 * @param sum the sum of their sequence numbers, which tells which one is missing
 */
public record Total(long entries, long rows, long first, long last, long sum) {
  /** Of no entries. */
  public static final Total NONE = new Total(0, 0, Long.MAX_VALUE, 0, 0);

  /**
   * One row.
   *
   * @param furtherLeg whether its entry has another row that is counted as the entry
   */
  public static Total ofRow(TimeOrderedId id, boolean furtherLeg) {
    long sequence = JournalPosition.after(id).sequence();
    return furtherLeg
        ? new Total(0, 1, sequence, sequence, 0)
        : new Total(1, 1, sequence, sequence, sequence);
  }

  /** The sum of both. */
  public Total plus(Total other) {
    return new Total(
        entries + other.entries,
        rows + other.rows,
        Math.min(first, other.first),
        Math.max(last, other.last),
        sum + other.sum);
  }

  boolean agrees(Total other) {
    return entries == other.entries && rows == other.rows && sum == other.sum;
  }
}
