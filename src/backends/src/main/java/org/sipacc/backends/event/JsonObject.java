package org.sipacc.backends.event;

/**
 * Writes one JSON object (RFC 8259) without white space, its members in the order in which they are
 * added. Control characters are escaped, so that no value breaks a line or a datagram; everything
 * beyond ASCII stays as it is.
 */
final class JsonObject {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(256).append('{');

  /** Adds a text. */
  JsonObject add(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  /** Adds a text, or null for the empty one. */
  JsonObject addOrNull(String name, String value) {
    return value.isEmpty() ? addJson(name, "null") : add(name, value);
  }

  JsonObject add(String name, long value) {
    return addJson(name, Long.toString(value));
  }

  /** Adds a value that is JSON already. */
  JsonObject addJson(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    string(name);
    text.append(':');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      escape(value.charAt(i));
    }
    text.append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < ' ' || c == 0x7f) {
          text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        } else {
          text.append(c);
        }
      }
    }
  }

  /** The finished object. */
  @Override
  public String toString() {
    return text + "}";
  }
}
