package org.sipacc.service.access;

import java.util.Locale;
import org.sipacc.service.access.LoginRefusedException.Reason;

/** What a password that somebody chooses must be like. */
final class PasswordRule {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 256;

  private PasswordRule() {}

  /**
   * @throws LoginRefusedException if it is not; the message says what is missing
   */
  static void check(String user, String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw wrong("a password has " + SHORTEST + " to " + LONGEST + " characters");
    }
    if (password.toLowerCase(Locale.ROOT).contains(user.toLowerCase(Locale.ROOT))) {
      throw wrong("a password does not contain the user's name");
    }
    if (password.chars().distinct().count() < SHORTEST / 2) {
      throw wrong("that password repeats itself; take one with more different characters");
    }
  }

  private static LoginRefusedException wrong(String message) {
    return new LoginRefusedException(Reason.INVALID, message);
  }
}
