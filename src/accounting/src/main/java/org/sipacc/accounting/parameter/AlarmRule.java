package org.sipacc.accounting.parameter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of {@code alarms}: {@code asr to +49 < 40% over 15m of 20}.
 *
 * @param text as it was written
 * @param about the beginning of the called number, or the backend; empty for all
 * @param below whether a value below the threshold raises it; else one above
 * @param threshold in the measure's unit
 * @param window over what time calls are taken, up to now
 * @param fewestCalls with fewer calls nothing is concluded
 */
public record AlarmRule(
    String text,
    Measure measure,
    Optional<String> about,
    boolean below,
    double threshold,
    Duration window,
    long fewestCalls) {
  private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(15);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

  private static final Pattern FORM =
      Pattern.compile(
          "(?<measure>\\w+)(?: +(?:to +)?(?<about>\\S+))? *(?<sign>[<>]) *(?<number>\\d+(?:\\.\\d+)?)"
              + "(?<percent> *%)?(?: +over +(?<window>\\d{1,6})(?<unit>[smh]))?"
              + "(?: +of +(?<calls>\\d{1,9}))?");

  /** What is measured. */
  public enum Measure {
    /** Answer-seizure ratio of the calls of a time. */
    ASR,
    /** Network effectiveness ratio of the calls of a time. */
    NER,
    /** Average call duration of a time, in seconds. */
    ACD,
    /** Calls that began in a time. */
    CALLS,
    /** Minutes of answered calls that began in a time. */
    MINUTES,
    /** Answered calls that have not ended. */
    CALLS_UP,
    /** Entries that wait for a backend. */
    QUEUE,
    /** Seconds for which a backend has taken nothing. */
    OUTAGE,
    /** Entries that a backend has refused and nobody has seen to. */
    DEAD_LETTERS,
    /** Mebibytes that the journal can still take. */
    JOURNAL_FREE;

    /** Whether it is reckoned from the calls of a time. */
    public boolean isOfCalls() {
      return this == ASR || this == NER || this == ACD || this == CALLS || this == MINUTES;
    }

    private boolean isOfBackends() {
      return this == QUEUE || this == OUTAGE || this == DEAD_LETTERS;
    }

    private boolean isRatio() {
      return this == ASR || this == NER;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final ParameterType<List<AlarmRule>> TYPE = ParameterType.lines(AlarmRule::parse);

  private static AlarmRule parse(String parameter, RawText raw) {
    String text = raw.text().strip();
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw raw.problem(
          parameter
              + " must be a measure, < or > and a number, as in \"asr < 40% over 15m of 20\","
              + " \"minutes to +49900 > 60 over 1h\" or \"outage db > 60\"; found \""
              + text
              + "\"");
    }
    Measure measure =
        Arrays.stream(Measure.values())
            .filter(one -> one.word().equals(matcher.group("measure")))
            .findFirst()
            .orElseThrow(
                () ->
                    raw.problem(
                        parameter
                            + " knows no measure \""
                            + matcher.group("measure")
                            + "\"; there are "
                            + Arrays.stream(Measure.values())
                                .map(Measure::word)
                                .collect(Collectors.joining(", "))));
    Optional<String> about = Optional.ofNullable(matcher.group("about"));
    if (about.isPresent() && !measure.isOfCalls() && !measure.isOfBackends()) {
      throw raw.problem(
          parameter + ": " + measure.word() + " is of the whole server, not of " + about.get());
    }
    if (!measure.isOfCalls()
        && (matcher.group("window") != null || matcher.group("calls") != null)) {
      throw raw.problem(
          parameter + ": " + measure.word() + " is of the moment; leave out \"over\" and \"of\"");
    }
    if (matcher.group("percent") != null && !measure.isRatio()) {
      throw raw.problem(parameter + ": " + measure.word() + " is not in per cent");
    }
    return new AlarmRule(
        text,
        measure,
        about,
        matcher.group("sign").equals("<"),
        Double.parseDouble(matcher.group("number")) / (matcher.group("percent") == null ? 1 : 100),
        window(parameter, raw, matcher),
        matcher.group("calls") == null ? 1 : Long.parseLong(matcher.group("calls")));
  }

  private static Duration window(String parameter, RawText raw, Matcher matcher) {
    if (matcher.group("window") == null) {
      return DEFAULT_WINDOW;
    }
    long number = Long.parseLong(matcher.group("window"));
    Duration window =
        switch (matcher.group("unit")) {
          case "h" -> Duration.ofHours(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    if (window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw raw.problem(parameter + ": calls are taken over 1s to 24h, not over " + window);
    }
    return window;
  }

  /** Whether a value raises the alarm. */
  public boolean isRaisedBy(double value) {
    return below ? value < threshold : value > threshold;
  }
}
