package org.sipacc.accounting.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Into what parts of time a report is cut. */
public enum Interval {
  /** Not at all. */
  TOTAL,
  HOUR,
  DAY,
  /** From Monday on. */
  WEEK,
  MONTH;

  /** When the part begins that an instant lies in; empty if there are no parts. */
  public Optional<Instant> beginOf(Instant instant, ZoneId zone) {
    ZonedDateTime time = instant.atZone(zone);
    return switch (this) {
      case TOTAL -> Optional.empty();
      case HOUR -> Optional.of(time.truncatedTo(ChronoUnit.HOURS).toInstant());
      case DAY -> Optional.of(time.toLocalDate().atStartOfDay(zone).toInstant());
      case WEEK ->
          Optional.of(
              time.toLocalDate()
                  .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                  .atStartOfDay(zone)
                  .toInstant());
      case MONTH ->
          Optional.of(time.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant());
    };
  }
}
