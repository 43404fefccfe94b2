package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.TestMessage;

class TimeWindowTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 2024-02-09 was a Friday.
        "days: mon-fri | 2024-02-09T00:00 | true",
        "days: mon-fri | 2024-02-10T00:00 | false",
        "days: [sat, sun] | 2024-02-10T23:59 | true",
        "days: [tue, thu-fri] | 2024-02-09T12:00 | true",
        "days: [tue, thu-fri] | 2024-02-07T12:00 | false",
        "days: fri-mon | 2024-02-11T12:00 | true",
        "days: fri-mon | 2024-02-13T12:00 | false",
        "from: '08:00', until: '18:00' | 2024-02-09T08:00 | true",
        "from: '08:00', until: '18:00' | 2024-02-09T07:59 | false",
        "from: '08:00', until: '18:00' | 2024-02-09T17:59 | true",
        "from: '08:00', until: '18:00' | 2024-02-09T18:00 | false",
        "from: '18:00' | 2024-02-09T23:59 | true",
        "from: '18:00', until: '24:00' | 2024-02-09T17:00 | false",
        "until: '8:00' | 2024-02-09T07:00 | true",
        "days: fri, from: '22:00', until: '06:00' | 2024-02-09T22:00 | true",
        "days: fri, from: '22:00', until: '06:00' | 2024-02-10T05:59 | true",
        "days: fri, from: '22:00', until: '06:00' | 2024-02-10T06:00 | false",
        "days: fri, from: '22:00', until: '06:00' | 2024-02-09T05:00 | false",
        "days: fri, from: '22:00', until: '06:00' | 2024-02-10T22:00 | false",
        "from: '08:00', until: '09:00', zone: Europe/Berlin | 2024-02-09T07:30 | true",
        "from: '08:00', until: '09:00', zone: Europe/Berlin | 2024-07-09T07:30 | false",
        "from: '08:00', until: '09:00', zone: Europe/Berlin | 2024-07-09T06:30 | true",
      })
  void aWindowHoldsFromItsFirstMinuteToItsLast(String window, String now, boolean holds) {
    assertThat(isOpen(window, now, "UTC")).isEqualTo(holds);
  }

  @Test
  void withoutAZoneItIsThatOfTheParameters() {
    assertThat(isOpen("from: '08:00', until: '09:00'", "2024-02-09T07:30", "Europe/Berlin"))
        .isTrue();
    assertThat(isOpen("from: '08:00', until: '09:00'", "2024-02-09T07:30", "UTC")).isFalse();
  }

  private static boolean isOpen(String window, String now, String zone) {
    Parameters parameters =
        Parameters.load(Optional.empty(), Map.of("SIPACC_CORE_TIME_ZONE", zone), new Properties());
    RecordingHost host = new RecordingHost(TestMessage.request("INVITE", "sip:bob@b.example"));
    host.clock = Clock.fixed(Instant.parse(now + ":00Z"), ZoneOffset.UTC);
    PolicyTest.policy("request: [{if: {time: {" + window + "}}, do: [relay]}]", parameters)
        .run(Hook.REQUEST, host);
    return !host.done.isEmpty();
  }
}
