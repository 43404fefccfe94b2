package org.sipacc.service.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarrierFileTest {
  private static final String HEADED = "start,callee,seconds\n2026-03-01T11:00:02Z,4021222,long\n";

  private static CarrierFile plain(String start, String callee, String seconds, boolean heading) {
    return new CarrierFile(
        start,
        callee,
        Optional.empty(),
        seconds,
        Optional.empty(),
        ZoneId.of("UTC"),
        ',',
        StandardCharsets.UTF_8,
        heading);
  }

  private static List<ComparedCall> read(CarrierFile form, String text) throws Exception {
    return form.read(new ByteArrayInputStream(text.getBytes(form.charset())));
  }

  @Test
  void columnsAreFoundByHeadingOrNumberAndTimesByTheirFormatAndZone() throws Exception {
    CarrierFile form =
        new CarrierFile(
            "1",
            "Nach",
            Optional.of("Von"),
            "Dauer (s)",
            Optional.of(DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT)),
            ZoneId.of("Europe/Berlin"),
            ';',
            StandardCharsets.ISO_8859_1,
            true);

    assertThat(
            read(
                form,
                """
                "Início";Von; Nach;"Dauer (s)"
                01.03.2026 12:00:00;+4930111;004021222; 61

                01.03.2026 13:00:01;"+4930;112";004021333;5.5
                """))
        .containsExactly(
            new ComparedCall(
                Instant.parse("2026-03-01T11:00:00Z"), "+4930111", "004021222", 61, "line 2"),
            new ComparedCall(
                Instant.parse("2026-03-01T12:00:01Z"), "+4930;112", "004021333", 5.5, "line 4"));
  }

  @Test
  void withoutHeadingColumnsAreNumbersAndTimesMayBeSeconds() throws Exception {
    assertThat(read(plain("1", "2", "3", false), "1772362800,4021222,61.5\n"))
        .containsExactly(
            new ComparedCall(Instant.parse("2026-03-01T11:00:00Z"), "", "4021222", 61.5, "line 1"));
  }

  @Test
  void whatIsWrongIsSaidWithItsLine() {
    assertThatThrownBy(() -> read(plain("begin", "callee", "seconds", true), HEADED))
        .hasMessage("the file has no column \"begin\"; it has start, callee, seconds");
    assertThatThrownBy(() -> read(plain("start", "callee", "seconds", true), HEADED))
        .hasMessage("line 2: the seconds are \"long\"");
    assertThatThrownBy(() -> read(plain("seconds", "callee", "2", true), HEADED))
        .hasMessageStartingWith("line 2: the start is \"long\"");
    assertThatThrownBy(() -> read(plain("9", "callee", "2", true), HEADED))
        .hasMessage("line 2 has 3 columns only");
    assertThatThrownBy(() -> read(plain("start", "callee", "2", false), HEADED))
        .hasMessageContaining("no headings, so give numbers");
  }
}
