package org.sipacc.accounting.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;
import org.sipacc.accounting.configuration.Yaml;

/** Reads {@code time: {days: mon-fri, from: "08:00", until: "18:00", zone: Europe/Berlin}}. */
final class TimeReader {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-5][0-9])");

  private final TextReader texts;
  private final ZoneId defaultZone;

  TimeReader(TextReader texts, ZoneId defaultZone) {
    this.texts = texts;
    this.defaultZone = defaultZone;
  }

  TimeWindow read(Yaml value) {
    Yaml.Mapping mapping = value.asMapping("time");
    texts.checkKeys("key", mapping, PolicyWords.TIME_KEYS);
    Optional<Yaml> days = mapping.get("days");
    Optional<Yaml> from = mapping.get("from");
    Optional<Yaml> until = mapping.get("until");
    if (days.isEmpty() && from.isEmpty() && until.isEmpty()) {
      throw new ConfigurationException(
          value.place(), "time has neither days, from nor until; add days: mon-fri");
    }
    int fromMinute = from.map(yaml -> minute("from", yaml)).orElse(0);
    int untilMinute = until.map(yaml -> minute("until", yaml)).orElse(TimeWindow.MINUTES_PER_DAY);
    if (fromMinute % TimeWindow.MINUTES_PER_DAY == untilMinute) {
      throw new ConfigurationException(
          value.place(), "from and until are the same; leave both out for the whole day");
    }
    return new TimeWindow(
        days.map(TimeReader::days).orElse(EnumSet.allOf(DayOfWeek.class)),
        fromMinute,
        untilMinute,
        mapping.get("zone").map(TimeReader::zone).orElse(defaultZone));
  }

  private static Set<DayOfWeek> days(Yaml value) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Yaml.Scalar scalar : value.asScalars("days")) {
      String[] ends = scalar.text().split("-", 2);
      DayOfWeek day = day(ends[0], scalar);
      DayOfWeek last = day(ends[ends.length - 1], scalar);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    if (days.isEmpty()) {
      throw new ConfigurationException(value.place(), "days has an empty list; add a day");
    }
    return days;
  }

  private static DayOfWeek day(String text, Yaml.Scalar scalar) {
    int number = DAYS.indexOf(text.strip());
    if (number < 0) {
      throw new ConfigurationException(
          scalar.place(), "unknown day " + text.strip() + NearMiss.hint(text.strip(), DAYS));
    }
    return DayOfWeek.of(number + 1);
  }

  private static int minute(String key, Yaml value) {
    Matcher clock = CLOCK.matcher(value.asScalar(key).text());
    if (clock.matches()) {
      int minute =
          Integer.parseInt(clock.group(1)) * TimeWindow.MINUTES_PER_HOUR
              + Integer.parseInt(clock.group(2));
      int last = key.equals("until") ? TimeWindow.MINUTES_PER_DAY : TimeWindow.MINUTES_PER_DAY - 1;
      if (minute <= last) {
        return minute;
      }
    }
    throw new ConfigurationException(
        value.place(), key + " must be a time of day such as \"08:00\", found " + value.kind());
  }

  private static ZoneId zone(Yaml value) {
    String text = value.asScalar("zone").text();
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          value.place(),
          "zone \"" + text + "\" is no time zone; write one such as UTC or Europe/Berlin");
    }
  }
}
