package org.sipacc.persistence.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Hours and days in UTC as the roll-ups name them. */
enum Periods {
  /** {@code H2026-03-01T12}. */
  HOUR("H", ChronoUnit.HOURS, "2026-03-01T12".length()),
  /** {@code D2026-03-01}. */
  DAY("D", ChronoUnit.DAYS, "2026-03-01".length());

  private final String letter;
  private final ChronoUnit unit;
  private final int length;

  Periods(String letter, ChronoUnit unit, int length) {
    this.letter = letter;
    this.unit = unit;
    this.length = length;
  }

  /** The name of the one that an instant lies in; names sort by time. */
  String of(Instant time) {
    return letter + time.toString().substring(0, length);
  }

  /** When the one of that name begins. */
  Instant begin(String name) {
    return this == HOUR
        ? Instant.parse(name.substring(1) + ":00:00Z")
        : LocalDate.parse(name.substring(1)).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first one that begins at an instant or later. */
  Instant atOrAfter(Instant time) {
    Instant begin = atOrBefore(time);
    return begin.equals(time) ? begin : begin.plus(1, unit);
  }

  /** The last one that begins at an instant or earlier. */
  Instant atOrBefore(Instant time) {
    return time.truncatedTo(unit);
  }
}
