package org.sipacc.journal;

import org.sipacc.accounting.TimeOrderedId;

/**
 * A place in the journal, between two entries.
 *
 * <p>Sequence numbers are gap-free within an epoch, from 1. A new epoch is opened at a start after
 * which entries may have been lost: where syncing is off, or where the journal's end was found torn
 * or damaged. So a number that a reader may have seen is never given to another entry.
 *
 * @param epoch 0 at first; below 2<sup>20</sup>
 * @param sequence the sequence number of the last entry before this place; 0 at the very beginning
 *     of an epoch; below 2<sup>44</sup>
 */
public record JournalPosition(int epoch, long sequence) implements Comparable<JournalPosition> {
  /** Before the first entry. */
  public static final JournalPosition START = new JournalPosition(0, 0);

  private static final int SEQUENCE_BITS = 44;
  private static final int EPOCH_BITS = 20;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if epoch or sequence is out of range
   */
  public JournalPosition {
    if (epoch < 0 || epoch >= 1 << EPOCH_BITS) {
      throw new IllegalArgumentException("epoch must be 0 to 2^20-1, not " + epoch);
    }
    if (sequence < 0 || sequence >= 1L << SEQUENCE_BITS) {
      throw new IllegalArgumentException("sequence must be 0 to 2^44-1, not " + sequence);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not two numbers in their ranges with a colon between
   */
  public static JournalPosition parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a place in the journal: " + text);
    }
    return new JournalPosition(
        Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  /** The place right after the entry of this id. */
  public static JournalPosition after(TimeOrderedId id) {
    return new JournalPosition(
        (int) (id.low() >>> SEQUENCE_BITS), id.low() & ((1L << SEQUENCE_BITS) - 1));
  }

  /** The low half of the id of the entry before this place: epoch and sequence number. */
  long toIdLow() {
    return ((long) epoch << SEQUENCE_BITS) | sequence;
  }

  /** The place so many entries further on in the same epoch. */
  JournalPosition plus(long entries) {
    return new JournalPosition(epoch, sequence + entries);
  }

  @Override
  public int compareTo(JournalPosition other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
  }

  /** As {@code 0:1234}: epoch and sequence number. */
  @Override
  public String toString() {
    return epoch + ":" + sequence;
  }
}
