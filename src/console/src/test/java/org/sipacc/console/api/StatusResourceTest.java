package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipacc.service.JournalStatus;

class StatusResourceTest {

  @Test
  void tellsHowTheJournalStandsAndWhy() {
    JournalStatus refusing =
        new JournalStatus(
            JournalStatus.State.REFUSING,
            Optional.of("the disk is full"),
            1536,
            1000,
            "0:1",
            "0:9",
            Duration.ofMillis(12),
            7,
            2,
            5,
            1);

    assertThat(StatusResource.of(3, "0a53", refusing))
        .hasToString(
            "{\"calls_open\":3,\"policy\":\"0a53\",\"journal\":{\"state\":\"refusing\","
                + "\"reason\":\"the disk is full\",\"bytes\":1536,\"free_bytes\":1000,"
                + "\"oldest\":\"0:1\",\"end\":\"0:9\",\"sync_lag_ms\":12,\"waiting\":7,"
                + "\"dropped\":2,\"refused\":5,\"damaged_files\":1}}");
  }
}
