package org.sipacc.accounting.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the last characters of telephone numbers. What has fewer than three digits is a name and no
 * number.
 *
 * @param hidden how many characters; 0 for none
 */
public record NumberMask(int hidden) {
  /** Everything is seen. */
  public static final NumberMask NONE = new NumberMask(0);

  private static final int DIGITS_OF_A_NUMBER = 3;
  private static final Pattern URI_USER =
      Pattern.compile("((?:sips?|tel):)([^@;>:\\s]*)", Pattern.CASE_INSENSITIVE);

  /** What stands where a host should, be it that the URI was cut. */
  private static final Pattern BARE_NUMBER = Pattern.compile("[0-9+*#()-]+");

  public boolean isNone() {
    return hidden == 0;
  }

  /** A URI, or a header with URIs in it, with their user parts masked. */
  public String uri(String text) {
    if (isNone()) {
      return text;
    }
    Matcher user = URI_USER.matcher(text);
    StringBuilder masked = new StringBuilder();
    while (user.find()) {
      boolean number =
          user.group(1).equalsIgnoreCase("tel:")
              || isUser(text, user.end())
              || BARE_NUMBER.matcher(user.group(2)).matches();
      user.appendReplacement(
          masked,
          Matcher.quoteReplacement(
              user.group(1) + (number ? number(user.group(2)) : user.group(2))));
    }
    return user.appendTail(masked).toString();
  }

  /** Any text that may be a number or hold one. */
  public String text(String text) {
    if (isNone()) {
      return text;
    }
    return URI_USER.matcher(text).find() ? uri(text) : number(text);
  }

  /** A number, or the user part of a URI; what follows a semicolon in it stays. */
  public String number(String user) {
    if (isNone() || user.chars().filter(Character::isDigit).count() < DIGITS_OF_A_NUMBER) {
      return user;
    }
    int semicolon = user.indexOf(';');
    int end = semicolon < 0 ? user.length() : semicolon;
    int shown = Math.max(0, end - hidden);
    return user.substring(0, shown) + "x".repeat(end - shown) + user.substring(end);
  }

  /** Whether an @ follows before the URI ends, so that what was read is no host. */
  private static boolean isUser(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        return true;
      }
      if (c == '>' || Character.isWhitespace(c)) {
        return false;
      }
    }
    return false;
  }
}
