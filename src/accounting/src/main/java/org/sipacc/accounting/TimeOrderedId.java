package org.sipacc.accounting;

import java.time.Instant;

/**
 * A 128-bit id that sorts by time: 48 bits of Unix milliseconds, 16 bits of node number, 64 bits
 * that are unique on that node at that time (a record's gap-free sequence number; random bits for a
 * call).
 *
 * <p>Its text is 26 characters of Crockford's base 32, which sort as the ids do.
 *
 * @param high time and node
 * @param low the part that is unique within time and node
 */
public record TimeOrderedId(long high, long low) implements Comparable<TimeOrderedId> {
  /** Characters in {@link #toString()}. */
  public static final int LENGTH = 26;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int NODE_BITS = 16;

  /**
   * @param node 0 to 65535
   * @throws IllegalArgumentException if the node is out of range
   */
  public static TimeOrderedId of(long epochMillis, int node, long low) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("node must be 0 to 65535, not " + node);
    }
    return new TimeOrderedId(epochMillis << NODE_BITS | node, low);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not 26 characters of the alphabet
   */
  public static TimeOrderedId parse(String text) {
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("an id has " + LENGTH + " characters: " + text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a character of an id: " + text.charAt(i));
      }
      high = high << 5 | low >>> 59;
      low = low << 5 | digit;
    }
    return new TimeOrderedId(high, low);
  }

  /** Whether {@link #parse} reads the text. */
  public static boolean isId(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  public Instant time() {
    return Instant.ofEpochMilli(high >>> NODE_BITS);
  }

  public int node() {
    return (int) (high & 0xFFFF);
  }

  @Override
  public int compareTo(TimeOrderedId other) {
    int byTime = Long.compareUnsigned(high, other.high);
    return byTime != 0 ? byTime : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long h = high;
    long l = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (l & 31));
      l = l >>> 5 | h << 59;
      h >>>= 5;
    }
    return new String(text);
  }
}
