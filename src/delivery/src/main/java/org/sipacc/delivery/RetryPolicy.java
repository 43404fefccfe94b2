package org.sipacc.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a destination that failed is tried again: twice as long after each
 * failure, up to a bound, less up to half of it at random, so that not all nodes come back at once.
 *
 * @param first after the first failure
 * @param longest after many
 */
public record RetryPolicy(Duration first, Duration longest) {
  /** From 100 ms to 5 s. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final int MAX_DOUBLINGS = 30;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the first is not positive, or longer than the longest
   */
  public RetryPolicy {
    if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "the first retry delay must be above 0 and not above the longest: %s, %s"
              .formatted(first, longest));
    }
  }

  /**
   * The next wait.
   *
   * @param failures how often it failed in a row, at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    Duration full = doubled.compareTo(longest) < 0 ? doubled : longest;
    return full.minusNanos(random.nextLong(full.toNanos() / 2 + 1));
  }
}
