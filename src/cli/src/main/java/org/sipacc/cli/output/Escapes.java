package org.sipacc.cli.output;

import java.util.HexFormat;

/**
 * Escapes for values that come out of SIP headers: nothing a caller sends may break a line, or
 * reach the operator's terminal as a command or as text that runs backwards.
 */
public final class Escapes {

  private static final HexFormat HEX = HexFormat.of();

  private Escapes() {}

  /** Text inside a JSON string. */
  public static void json(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c == '\n') {
        to.append("\\n");
      } else if (c == '\r') {
        to.append("\\r");
      } else if (c == '\t') {
        to.append("\\t");
      } else {
        visible(text, i, to);
      }
    }
  }

  /** Text on a terminal. */
  public static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      visible(text, i, escaped);
    }
    return escaped.toString();
  }

  private static void visible(String text, int i, StringBuilder to) {
    char c = text.charAt(i);
    if (isUnsafe(c) || isUnpaired(text, i)) {
      to.append("\\u").append(HEX.toHexDigits(c));
    } else {
      to.append(c);
    }
  }

  private static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isUnpaired(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
