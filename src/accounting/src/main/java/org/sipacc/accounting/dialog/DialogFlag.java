package org.sipacc.accounting.dialog;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the proxy shall do for a call it follows: the flags of {@code create_dialog}. */
public enum DialogFlag {
  /** Send BYE to both parties when the call's lifetime is over. */
  BYE_ON_TIMEOUT('B'),
  /** Ask the caller by OPTIONS whether the call is still up. */
  OPTIONS_PING_CALLER('P'),
  /** Ask the callee by OPTIONS whether the call is still up. */
  OPTIONS_PING_CALLEE('p'),
  /** OpenSIPS's; a policy with it is refused, for a re-INVITE needs a session description. */
  REINVITE_PING_CALLER('R'),
  /** As {@link #REINVITE_PING_CALLER}. */
  REINVITE_PING_CALLEE('r'),
  /** End a call that was cancelled and answered at the same time. */
  END_ON_RACE_CONDITION('E'),
  /** OpenSIPS's: PRACK on the caller's behalf; a policy with it is refused. */
  AUTO_PRACK('L');

  private final char letter;

  DialogFlag(char letter) {
    this.letter = letter;
  }

  /** OpenSIPS's letter up to version 4.0. */
  public char letter() {
    return letter;
  }

  /** The flag of a word, upper and lower case alike; empty if there is none. */
  public static Optional<DialogFlag> ofWord(String word) {
    return Stream.of(values()).filter(flag -> flag.word().equalsIgnoreCase(word)).findFirst();
  }

  /** OpenSIPS's word since version 4.1: {@code bye-on-timeout}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
