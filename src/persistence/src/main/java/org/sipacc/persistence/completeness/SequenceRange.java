package org.sipacc.persistence.completeness;

/**
 * Sequence numbers of a journal's epoch.
 *
 * @param last the last of them; the same as the first if it is only one
 */
public record SequenceRange(long first, long last) {
  /** How many they are. */
  public long size() {
    return last - first + 1;
  }

  /** As in {@code 12} or {@code 12-15}. */
  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
