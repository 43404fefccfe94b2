package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainTimeTest {

  @Test
  void itIsANumberOfSeconds() {
    assertThat(DrainTime.parse("0").most()).isZero();
    assertThat(DrainTime.parse("86400").most()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "86401", "30s", "1000000000000"})
  void whatIsNoNumberOfSecondsIsRefused(String text) {
    assertThatThrownBy(() -> DrainTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sipacc.drain.seconds");
  }
}
