package org.sipacc.accounting.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a policy's rules are run: OpenSIPS's routes of the same names. */
public enum Hook {
  /** A request arrived. */
  REQUEST,
  /** A request is about to be sent to one target. */
  BRANCH,
  /** A reply arrived, provisional ones too. */
  REPLY,
  /** All targets of an attempt failed; the answer to the caller is still open. */
  FAILURE,
  /** This server made a request itself: the BYEs by which it ends a call. */
  LOCAL;

  /** As a policy writes it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Hook> ofKey(String key) {
    return Arrays.stream(values()).filter(hook -> hook.key().equals(key)).findFirst();
  }
}
