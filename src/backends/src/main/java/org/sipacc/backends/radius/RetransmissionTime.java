package org.sipacc.backends.radius;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a request waits for its answer before it is sent again: twice as long each time, up to a
 * bound, and never exactly, so that the clients of a server that was down do not come back in step
 * (RFC 5080, section 2.2.1). What is added or taken away by chance is the same for all requests of
 * an exchange, so that they keep their order.
 */
final class RetransmissionTime {
  /** MRT of RFC 5080, for a client that begins below it. */
  private static final Duration LONGEST = Duration.ofSeconds(16);

  private static final double SPREAD = 0.1;

  private final Duration initial;
  private final Duration longest;
  private final double chance;

  /**
   * @param initial IRT of RFC 5080
   */
  RetransmissionTime(Duration initial, RandomGenerator random) {
    this.initial = initial;
    this.longest = initial.compareTo(LONGEST) > 0 ? initial : LONGEST;
    this.chance = random.nextDouble(-SPREAD, SPREAD);
  }

  /**
   * The wait after a sending.
   *
   * @param sending 1 for the first
   */
  Duration after(int sending) {
    Duration exact = initial;
    for (int i = 1; i < sending && exact.compareTo(longest) < 0; i++) {
      exact = exact.multipliedBy(2);
    }
    if (exact.compareTo(longest) > 0) {
      exact = longest;
    }
    return exact.plusNanos((long) (exact.toNanos() * chance));
  }
}
