package org.sipacc.acceptance.phone;

import java.util.Locale;
import java.util.Map;

/** One header field of a SIP message, as written. */
public record SipHeader(String name, String value) {
  private static final Map<String, String> COMPACT =
      Map.of(
          "v", "via",
          "f", "from",
          "t", "to",
          "i", "call-id",
          "m", "contact",
          "l", "content-length",
          "c", "content-type");

  /** Reads {@code Name: value}. */
  public static SipHeader parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("Not a header field, write 'Name: value': " + line);
    }
    return new SipHeader(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
  }

  /** Whether this is the field of that name, in either form and any case. */
  public boolean is(String other) {
    return canonical(name).equals(canonical(other));
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return COMPACT.getOrDefault(lower, lower);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
