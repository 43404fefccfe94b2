package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RandomGenerator random = new Random(1);

  @Test
  void theDelayDoublesUpToTheLongest() {
    assertThatDelayIsUpTo(1, 100);
    assertThatDelayIsUpTo(2, 200);
    assertThatDelayIsUpTo(3, 400);
    assertThatDelayIsUpTo(6, 3200);
    assertThatDelayIsUpTo(7, 5000);
    assertThatDelayIsUpTo(1_000_000, 5000);
  }

  @Test
  void delaysOfTheSameFailureDiffer() {
    assertThat(RetryPolicy.DEFAULT.delay(1, random))
        .isNotEqualTo(RetryPolicy.DEFAULT.delay(1, random));
  }

  @Test
  void aDelayThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertThatDelayIsUpTo(int failures, long millis) {
    for (int i = 0; i < 100; i++) {
      assertThat(RetryPolicy.DEFAULT.delay(failures, random))
          .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
    }
  }
}
