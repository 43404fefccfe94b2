package org.sipacc.service.policy;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A policy took effect. In its texts control characters have become blanks.
 *
 * @param at when, in whole milliseconds
 * @param version which one
 * @param how by what means
 * @param author who did it; "" for a start
 * @param comment why; "" if nothing was said
 * @param source the file it came from, as its author named it
 */
public record PolicyChange(
    Instant at, String version, How how, String author, String comment, String source) {
  /** The most characters of an author or source. */
  public static final int MAX_NAME = 200;

  /** The most characters of a comment. */
  public static final int MAX_COMMENT = 1000;

  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * @throws IllegalArgumentException if the version is none, or a text is too long
   */
  public PolicyChange {
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "'" + version + "' is no policy version: it has twelve digits from 0 to f");
    }
    author = oneLine(author);
    comment = oneLine(comment);
    source = oneLine(source);
    checkLength("author", author, MAX_NAME);
    checkLength("source", source, MAX_NAME);
    checkLength("comment", comment, MAX_COMMENT);
  }

  /** Whether a text has the form of a version. */
  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  private static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  private static void checkLength(String what, String text, int limit) {
    if (text.length() > limit) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " has "
              + text.length()
              + " characters: at most "
              + limit
              + " are kept; shorten it");
    }
  }

  /** The means by which a policy takes effect. */
  public enum How {
    /** At a start, from the configuration directory or built in. */
    STARTED,
    /** While running, as a text that the operator gave. */
    ACTIVATED,
    /** While running, as a version that was kept. */
    ROLLED_BACK
  }
}
