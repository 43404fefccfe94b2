package org.sipacc.accounting.parameter;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When what was appended to the journal is forced to disk. It decides what a power loss can cost; a
 * killed process loses nothing in any case.
 *
 * @param interval the longest time an entry waits under {@link Policy#INTERVAL}, else zero
 */
public record JournalSync(Policy policy, Duration interval) {
  private static final Pattern MILLIS = Pattern.compile("([0-9]{1,5})\\s*ms");

  /** The three ways. */
  public enum Policy {
    /** All that was appended meanwhile, at most every so often. */
    INTERVAL,
    /** Each entry before its append returns. */
    EVERY,
    /** Never: when the operating system sees fit. */
    NONE
  }

  static JournalSync parse(String parameter, RawText raw) {
    String text = raw.text().strip();
    if (text.equals("every")) {
      return new JournalSync(Policy.EVERY, Duration.ZERO);
    }
    if (text.equals("none")) {
      return new JournalSync(Policy.NONE, Duration.ZERO);
    }
    Matcher matcher = MILLIS.matcher(text);
    int millis = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (millis < 1 || millis > 10_000) {
      throw raw.problem(
          parameter
              + " must be every, none, or a time from 1ms to 10000ms such as 100ms; found \""
              + raw.text()
              + "\"");
    }
    return new JournalSync(Policy.INTERVAL, Duration.ofMillis(millis));
  }
}
