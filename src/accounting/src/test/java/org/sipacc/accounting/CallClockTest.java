package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.INVITED;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallClockTest {
  @Test
  @DisplayName("D-21 instants are the first reading of the wall clock and the time passed since")
  void instantsAreTheFirstReadingAndTheTimePassed() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    CallClock clock = CallClock.start(Clock.fixed(INVITED, ZoneOffset.UTC), nanos::get);
    assertThat(clock.now()).isEqualTo(INVITED);

    nanos.addAndGet(Duration.ofMillis(5_500).toNanos());
    assertThat(clock.now()).isEqualTo(INVITED.plusMillis(5_500));
  }

  @Test
  void aClockThatStartsNowGoesOn() {
    Instant before = Instant.now().minusMillis(1);
    CallClock clock = CallClock.start();
    Instant first = clock.now();

    assertThat(first).isBetween(before, before.plusSeconds(60));
    assertThat(clock.now()).isAfterOrEqualTo(first);
  }
}
