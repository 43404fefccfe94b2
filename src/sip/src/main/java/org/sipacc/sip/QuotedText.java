package org.sipacc.sip;

/** Quoted strings of SIP headers (RFC 3261 section 25.1). */
public final class QuotedText {
  private QuotedText() {}

  /** Where the character stands outside quotes, from {@code start} on; the length if nowhere. */
  public static int indexOf(String text, char wanted, int start) {
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == wanted) {
        return i;
      }
    }
    return text.length();
  }

  /** The text inside a quoted string; any other text as it is. */
  public static String unquote(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() - 1) {
        i++;
        c = text.charAt(i);
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
