package org.sipacc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.DelivererStatus.State;

class StatusPageTest {
  private static final Instant SINCE = Instant.parse("2023-11-14T22:13:20.200Z");

  @Test
  void tellsHowEachBackendStands() {
    DelivererStatus outage =
        new DelivererStatus(
            "db", State.OUTAGE, SINCE, Optional.empty(), 17, 4, Optional.of("refused"));

    assertThat(StatusPage.html(3, "0a53", List.of(outage)))
        .contains("<dd>3</dd>")
        .contains(
            "<td>db</td><td>outage</td><td>2023-11-14T22:13:20Z</td>"
                + "<td>17</td><td>4</td><td>refused</td>");
  }

  @Test
  void errorsCannotWriteTheirOwnPage() {
    DelivererStatus hostile =
        new DelivererStatus(
            "db", State.OUTAGE, SINCE, Optional.empty(), 0, 0, Optional.of("<script>\"&"));

    assertThat(StatusPage.html(0, "0a53", List.of(hostile)))
        .contains("&lt;script&gt;&quot;&amp;")
        .doesNotContain("<script>");
  }
}
