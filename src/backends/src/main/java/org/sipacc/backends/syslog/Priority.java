package org.sipacc.backends.syslog;

import java.util.Map;

/**
 * Facility and severity of accounting lines, in the numbers of RFC 5424.
 *
 * @param levelWord what OpenSIPS writes in front of a line of this level
 */
record Priority(int facility, int severity, String levelWord) {
  private static final int SEVERITIES = 8;
  private static final int LOCAL0 = 16;

  private static final Map<String, Integer> FACILITIES =
      Map.ofEntries(
          Map.entry("LOG_KERN", 0),
          Map.entry("LOG_USER", 1),
          Map.entry("LOG_MAIL", 2),
          Map.entry("LOG_DAEMON", 3),
          Map.entry("LOG_AUTH", 4),
          Map.entry("LOG_SYSLOG", 5),
          Map.entry("LOG_LPR", 6),
          Map.entry("LOG_NEWS", 7),
          Map.entry("LOG_UUCP", 8),
          Map.entry("LOG_CRON", 9),
          Map.entry("LOG_AUTHPRIV", 10),
          Map.entry("LOG_FTP", 11));

  /**
   * @param facility a value of {@code acc.log_facility}
   * @param level a value of {@code acc.log_level}
   */
  static Priority of(String facility, int level) {
    int number =
        facility.startsWith("LOG_LOCAL")
            ? LOCAL0 + Integer.parseInt(facility.substring("LOG_LOCAL".length()))
            : FACILITIES.get(facility);
    return switch (level) {
      case -3 -> new Priority(number, 1, "ALERT");
      case -2 -> new Priority(number, 2, "CRITICAL");
      case -1 -> new Priority(number, 3, "ERROR");
      case 1 -> new Priority(number, 4, "WARNING");
      case 2 -> new Priority(number, 5, "NOTICE");
      case 3 -> new Priority(number, 6, "INFO");
      case 4 -> new Priority(number, 7, "DBG");
      default -> throw new IllegalArgumentException("no log level: " + level);
    };
  }

  /** As a packet begins: {@code <29>}. */
  @Override
  public String toString() {
    return "<" + (facility * SEVERITIES + severity) + ">";
  }
}
