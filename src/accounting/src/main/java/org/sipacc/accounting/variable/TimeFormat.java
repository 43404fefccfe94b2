package org.sipacc.accounting.variable;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sipacc.accounting.configuration.ConfigurationException;

/** The format of {@code $time(format)}: strftime's letters, names of days and months in English. */
final class TimeFormat {
  private static final Map<Character, String> PATTERNS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry('Y', "uuuu"),
              Map.entry('y', "uu"),
              Map.entry('m', "MM"),
              Map.entry('d', "dd"),
              Map.entry('e', "ppd"),
              Map.entry('j', "DDD"),
              Map.entry('H', "HH"),
              Map.entry('I', "hh"),
              Map.entry('M', "mm"),
              Map.entry('S', "ss"),
              Map.entry('p', "a"),
              Map.entry('a', "EEE"),
              Map.entry('A', "EEEE"),
              Map.entry('b', "MMM"),
              Map.entry('B', "MMMM"),
              Map.entry('F', "uuuu-MM-dd"),
              Map.entry('D', "MM/dd/uu"),
              Map.entry('T', "HH:mm:ss"),
              Map.entry('R', "HH:mm"),
              Map.entry('c', "EEE MMM ppd HH:mm:ss uuuu"),
              Map.entry('z', "xx"),
              Map.entry('Z', "zzz")));

  private static final Map<Character, Consumer<DateTimeFormatterBuilder>> OTHERS =
      Map.of(
          's', builder -> builder.appendValue(ChronoField.INSTANT_SECONDS),
          'u', builder -> builder.appendValue(ChronoField.DAY_OF_WEEK),
          '%', builder -> builder.appendLiteral('%'));

  private final DateTimeFormatter formatter;

  private TimeFormat(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /**
   * Reads a format.
   *
   * @throws ConfigurationException if a letter is not known
   */
  static TimeFormat parse(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c == '%') {
        char letter = at + 1 < format.length() ? format.charAt(at + 1) : ' ';
        append(builder, letter, format);
        at++;
      } else {
        builder.appendLiteral(c);
      }
      at++;
    }
    return new TimeFormat(builder.toFormatter(Locale.ENGLISH));
  }

  private static void append(DateTimeFormatterBuilder builder, char letter, String format) {
    if (PATTERNS.containsKey(letter)) {
      builder.appendPattern(PATTERNS.get(letter));
    } else if (OTHERS.containsKey(letter)) {
      OTHERS.get(letter).accept(builder);
    } else {
      throw new ConfigurationException(
          "time format \"" + format + "\" has no %" + letter + "; known are " + letters());
    }
  }

  String format(ZonedDateTime time) {
    return formatter.format(time);
  }

  private static String letters() {
    StringBuilder letters = new StringBuilder();
    PATTERNS.keySet().forEach(letter -> letters.append('%').append(letter).append(' '));
    return letters.append("%s %u %%").toString();
  }
}
