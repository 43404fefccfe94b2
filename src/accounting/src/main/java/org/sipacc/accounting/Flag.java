package org.sipacc.accounting;

import java.util.Locale;
import java.util.Optional;

/** What is accounted beyond the plain transaction: the {@code flags} of {@code do_accounting}. */
public enum Flag {
  /** One record for the whole call, made when it ends, in place of the INVITE's own. */
  CDR,
  /** A record for each attempt all of whose targets failed. */
  MISSED,
  /** A record for transactions that failed, as for those that succeeded. */
  FAILED;

  /** The name as the acc module writes it: {@code cdr}, {@code missed}, {@code failed}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The flag of a token, upper and lower case alike. */
  public static Optional<Flag> ofToken(String token) {
    for (Flag flag : values()) {
      if (flag.token().equalsIgnoreCase(token)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
