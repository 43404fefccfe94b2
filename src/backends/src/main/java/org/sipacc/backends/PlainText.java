package org.sipacc.backends;

/** Texts of callers where they must stay within one line. */
public final class PlainText {
  private PlainText() {}

  /** The text with a blank for each control character. */
  public static String withoutControls(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
