package org.sipacc.accounting.policy;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * A daily window of time on some days of the week. One that goes over midnight belongs to the day
 * on which it begins.
 *
 * @param fromMinute the first minute of the day in it
 * @param untilMinute the first minute of the day after it, up to 1440
 */
record TimeWindow(Set<DayOfWeek> days, int fromMinute, int untilMinute, ZoneId zone)
    implements Match {
  static final int MINUTES_PER_HOUR = 60;
  static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  TimeWindow {
    days = Set.copyOf(days);
  }

  @Override
  public boolean holds(PolicyHost host, Outcome lastOutcome) {
    ZonedDateTime now = host.clock().instant().atZone(zone);
    int minute = now.getHour() * MINUTES_PER_HOUR + now.getMinute();
    DayOfWeek today = now.getDayOfWeek();
    if (fromMinute < untilMinute) {
      return days.contains(today) && minute >= fromMinute && minute < untilMinute;
    }
    return (days.contains(today) && minute >= fromMinute)
        || (days.contains(today.minus(1)) && minute < untilMinute);
  }
}
