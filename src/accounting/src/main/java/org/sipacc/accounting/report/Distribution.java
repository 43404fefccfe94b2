package org.sipacc.accounting.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How often each value came, to within a hundredth: a value of 256 and more is counted for the
 * highest one of at most eight significant binary digits that it reaches. Adding up distributions
 * gives that of all their values.
 */
public final class Distribution {
  /** Digits that are kept; values of as many are counted as they are. */
  private static final int DIGITS = 8;

  private static final int EXACT = 1 << DIGITS;

  /** How many different values a power of two has from there on. */
  private static final int STEPS = EXACT / 2;

  private int[] counts = new int[0];
  private long total;

  void add(long value) {
    count(bucket(Math.max(0, value)), 1);
  }

  void add(Distribution other) {
    for (int bucket = other.counts.length - 1; bucket >= 0; bucket--) {
      if (other.counts[bucket] > 0) {
        count(bucket, other.counts[bucket]);
      }
    }
  }

  private void count(int bucket, int more) {
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, bucket + STEPS);
    }
    counts[bucket] = Math.addExact(counts[bucket], more);
    total += more;
  }

  /** How many values there are. */
  public long total() {
    return total;
  }

  /**
   * The least value that at least so many of a hundred do not exceed, as SQL's {@code
   * percentile_disc}, to within a hundredth; empty without values.
   *
   * @param percent 1 to 100
   */
  public OptionalLong percentile(int percent) {
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (counts[bucket] > 0 && seen * 100 >= total * percent) {
        return OptionalLong.of(lowest(bucket));
      }
    }
    return OptionalLong.empty();
  }

  /** For what a value is counted. */
  public static long counted(long value) {
    return lowest(bucket(value));
  }

  private static int bucket(long value) {
    if (value < EXACT) {
      return (int) value;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(value) - DIGITS;
    return EXACT + (shift - 1) * STEPS + (int) (value >>> shift) - STEPS;
  }

  private static long lowest(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int shift = (bucket - EXACT) / STEPS + 1;
    return (long) ((bucket - EXACT) % STEPS + STEPS) << shift;
  }

  /** Everything that was added, in few bytes. */
  public byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int last = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0) {
        write(out, bucket - last);
        write(out, counts[bucket]);
        last = bucket;
      }
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #encoded} gave.
   *
   * @throws IllegalArgumentException if it did not give that
   */
  public static Distribution decoded(byte[] encoded) {
    Distribution distribution = new Distribution();
    ByteArrayInputStream in = new ByteArrayInputStream(encoded);
    int bucket = 0;
    while (in.available() > 0) {
      bucket += read(in);
      distribution.count(bucket, read(in));
    }
    return distribution;
  }

  /** Seven bits a byte, the lowest first, the eighth says that more follow. */
  private static void write(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static int read(ByteArrayInputStream in) {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.read();
      value |= (next & 0x7F) << shift;
      if (next >= 0 && next <= 0x7F) {
        return value;
      }
    }
    throw new IllegalArgumentException("a stored distribution is cut short");
  }
}
