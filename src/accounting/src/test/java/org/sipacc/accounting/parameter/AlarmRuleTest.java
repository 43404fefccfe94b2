package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.parameter.AlarmRule.Measure;

class AlarmRuleTest {
  private static AlarmRule parse(String text) {
    return AlarmRule.TYPE
        .parser()
        .parse(
            "alarms", List.of(new RawText(text, Place.inFile("sipacc.yaml", 1, 1))), warning -> {})
        .get(0);
  }

  @Test
  void aRatioOfCallsToAPrefixOverATime() {
    assertThat(parse(" asr to +4930 < 40% over 90s of 20"))
        .isEqualTo(
            new AlarmRule(
                "asr to +4930 < 40% over 90s of 20",
                Measure.ASR, Optional.of("+4930"), true, 0.4, Duration.ofSeconds(90), 20));
  }

  @Test
  void whatIsLeftOutIsAQuarterOfAnHourAndOneCall() {
    assertThat(parse("minutes>60.5"))
        .isEqualTo(
            new AlarmRule(
                "minutes>60.5",
                Measure.MINUTES,
                Optional.empty(),
                false,
                60.5,
                Duration.ofMinutes(15),
                1));
  }

  @Test
  void oneBackendOrAll() {
    assertThat(parse("outage db > 60").about()).contains("db");
    assertThat(parse("dead_letters > 0").about()).isEmpty();
  }

  @Test
  void aValueOnTheThresholdRaisesNothing() {
    assertThat(parse("calls_up > 5").isRaisedBy(5)).isFalse();
    assertThat(parse("calls_up > 5").isRaisedBy(6)).isTrue();
    assertThat(parse("acd < 5").isRaisedBy(5)).isFalse();
    assertThat(parse("acd < 5").isRaisedBy(4.9)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asr is low | must be a measure, < or > and a number",
        "colour < 4 | knows no measure \"colour\"; there are asr, ner, acd",
        "calls_up db > 4 | calls_up is of the whole server, not of db",
        "queue > 4 over 5m | queue is of the moment",
        "queue > 4 of 5 | queue is of the moment",
        "acd < 40% | acd is not in per cent",
        "asr < 40% over 25h | over 1s to 24h",
        "asr < 40% over 0s | over 1s to 24h",
      })
  void whatIsWrongIsSaid(String text, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> parse(text))
        .withMessageContaining(message);
  }
}
