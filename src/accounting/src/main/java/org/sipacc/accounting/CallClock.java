package org.sipacc.accounting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clock of one call: the wall clock is read once, when the call begins; every later instant is
 * that reading and the monotonic time passed since, so that a step of the wall clock never gives a
 * negative or inflated duration (D-21).
 */
public final class CallClock {
  private final Instant begin;
  private final LongSupplier nanoTime;
  private final long beginNanos;

  private CallClock(Instant begin, LongSupplier nanoTime) {
    this.begin = begin;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
  }

  /** A clock that begins now. */
  public static CallClock start() {
    return start(Clock.systemUTC(), System::nanoTime);
  }

  /** A clock that begins now by the given clocks. */
  public static CallClock start(Clock wallClock, LongSupplier nanoTime) {
    return new CallClock(wallClock.instant(), nanoTime);
  }

  public Instant now() {
    return begin.plus(Duration.ofNanos(nanoTime.getAsLong() - beginNanos));
  }
}
