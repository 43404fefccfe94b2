package org.sipacc.sip;

import java.util.ArrayList;
import java.util.List;

/** A header with several values in one line (RFC 3261 section 7.3.1). */
public final class HeaderValues {
  private HeaderValues() {}

  /** The values between commas; one within quotes or angle brackets separates nothing. */
  public static List<String> split(String header) {
    List<String> values = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    boolean bracketed = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '<' || c == '>')) {
        bracketed = c == '<';
      } else if (!quoted && !bracketed && c == ',') {
        add(values, header.substring(start, i));
        start = i + 1;
      }
    }
    add(values, header.substring(start));
    return values;
  }

  private static void add(List<String> values, String value) {
    if (!value.isBlank()) {
      values.add(value.strip());
    }
  }
}
