package org.sipacc.journal;

/**
 * A place in the journal, between two entries.
 *
 * @param epoch raised at each start after which unsynced entries may have been lost; 0 at first
 * @param sequence the sequence number of the last entry before this place; 0 at the very beginning
 */
public record JournalPosition(int epoch, long sequence) implements Comparable<JournalPosition> {
  /** Before the first entry. */
  public static final JournalPosition START = new JournalPosition(0, 0);

  @Override
  public int compareTo(JournalPosition other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
  }
}
