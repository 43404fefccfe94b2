package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetransmissionTimeTest {
  @ParameterizedTest(name = "{0} s at first: {2} s after sending {1}")
  @CsvSource({"2,1,2", "2,2,4", "2,3,8", "2,4,16", "2,5,16", "2,100,16", "10,2,16", "60,3,60"})
  void isTwiceAsLongEachTimeUpToTheBoundAndATenthMoreOrLess(
      long initial, int sending, long expected) {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(waits(initial, seed).after(sending).toMillis())
          .isBetween(expected * 900, expected * 1_100);
    }
  }

  @Test
  void twoClientsAreNotInStep() {
    assertThat(IntStream.range(0, 100).mapToObj(seed -> waits(2, seed).after(1)).distinct())
        .hasSizeGreaterThan(90);
  }

  private static RetransmissionTime waits(long initialSeconds, int seed) {
    return new RetransmissionTime(Duration.ofSeconds(initialSeconds), new Random(seed));
  }
}
