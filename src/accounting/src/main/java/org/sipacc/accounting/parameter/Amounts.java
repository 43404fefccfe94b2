package org.sipacc.accounting.parameter;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of parameters that are a number with a unit. */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]?)");
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "T", 1L << 40);
  private static final Map<String, Long> SECONDS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

  private Amounts() {}

  /**
   * Bytes; K, M, G and T are powers of 1024.
   *
   * @param min the least, as it is written
   * @param max the most, as it is written
   */
  static ParameterType<Long> bytes(String min, String max) {
    long least = amount(min, BYTES).orElseThrow();
    long most = amount(max, BYTES).orElseThrow();
    return ParameterType.single(
        "bytes, " + min + " to " + max,
        (parameter, raw) ->
            amount(raw.text().strip(), BYTES).stream()
                .filter(bytes -> bytes >= least && bytes <= most)
                .boxed()
                .findFirst()
                .orElseThrow(
                    () ->
                        raw.problem(
                            "%s must be bytes from %s to %s, with K, M, G or T as in 64M; found \"%s\""
                                .formatted(parameter, min, max, raw.text()))));
  }

  /**
   * A time from zero on, in seconds or with a unit: s, m, h, d.
   *
   * @param max the longest, as it is written
   */
  static ParameterType<Duration> time(String max) {
    long longest = amount(max, SECONDS).orElseThrow();
    return ParameterType.single(
        "time, 0 to " + max,
        (parameter, raw) ->
            amount(raw.text().strip(), SECONDS).stream()
                .filter(seconds -> seconds <= longest)
                .mapToObj(Duration::ofSeconds)
                .findFirst()
                .orElseThrow(
                    () ->
                        raw.problem(
                            "%s must be a time from 0 to %s, with s, m, h or d as in 7d; found \"%s\""
                                .formatted(parameter, max, raw.text()))));
  }

  private static OptionalLong amount(String text, Map<String, Long> units) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2))));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
