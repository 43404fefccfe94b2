package org.sipacc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.DelivererStatus.State;
import org.sipacc.service.JournalStatus;

class StatusPageTest {
  private static final Instant SINCE = Instant.parse("2023-11-14T22:13:20.200Z");
  private static final JournalStatus ACCEPTING =
      new JournalStatus(
          JournalStatus.State.ACCEPTING,
          Optional.empty(),
          64,
          10L << 30,
          "0:0",
          "0:0",
          Duration.ZERO,
          0,
          0,
          0,
          0);

  @Test
  void tellsHowEachBackendStands() {
    DelivererStatus outage =
        new DelivererStatus(
            "db", State.OUTAGE, SINCE, Optional.empty(), 17, 4, Optional.of("refused"));

    assertThat(StatusPage.html(3, "0a53", ACCEPTING, List.of(outage)))
        .contains("<dd>3</dd>")
        .contains(
            "<td>db</td><td>outage</td><td>2023-11-14T22:13:20Z</td>"
                + "<td>17</td><td>4</td><td>refused</td>");
  }

  @Test
  void tellsInOneLineHowTheJournalStands() {
    JournalStatus refusing =
        new JournalStatus(
            JournalStatus.State.REFUSING,
            Optional.of("the disk <full>"),
            3 << 19,
            1000,
            "0:1",
            "0:9",
            Duration.ofMillis(12),
            7,
            2,
            5,
            1);

    assertThat(StatusPage.html(0, "0a53", refusing, List.of()))
        .contains(
            "<dd class=\"refusing\">refusing: the disk &lt;full&gt;; 1.5 MiB, room for 1000 bytes;"
                + " entries after 0:1 up to 0:9; sync lag 12 ms; 7 entries wait in memory; 2"
                + " entries were lost; 5 requests were answered 503; 1 files of damaged bytes to"
                + " look at and remove</dd>");
    assertThat(StatusPage.html(0, "0a53", ACCEPTING, List.of()))
        .contains(
            "<dd class=\"accepting\">accepting; 64 bytes, room for 10.0 GiB; entries after 0:0 up"
                + " to 0:0; sync lag 0 ms</dd>");
  }

  @Test
  void errorsCannotWriteTheirOwnPage() {
    DelivererStatus hostile =
        new DelivererStatus(
            "db", State.OUTAGE, SINCE, Optional.empty(), 0, 0, Optional.of("<script>\"&"));

    assertThat(StatusPage.html(0, "0a53", ACCEPTING, List.of(hostile)))
        .contains("&lt;script&gt;&quot;&amp;")
        .doesNotContain("<script>");
  }
}
