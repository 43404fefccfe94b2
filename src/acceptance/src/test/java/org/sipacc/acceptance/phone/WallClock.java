package org.sipacc.acceptance.phone;

import java.time.Instant;

/** Turns a reading of {@link System#nanoTime} into the time of day. */
final class WallClock {
  private WallClock() {}

  static Instant at(long nanos) {
    return Instant.now().minusNanos(System.nanoTime() - nanos);
  }
}
