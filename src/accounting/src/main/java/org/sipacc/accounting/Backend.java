package org.sipacc.accounting;

import java.util.Locale;
import java.util.Optional;

/** Where a record goes: the {@code type} tokens of the acc module's {@code do_accounting}. */
public enum Backend {
  LOG,
  DB,
  AAA,
  EVI;

  /** The name as the acc module writes it: {@code log}, {@code db}, {@code aaa}, {@code evi}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The backend of a token, upper and lower case alike. */
  public static Optional<Backend> ofToken(String token) {
    for (Backend backend : values()) {
      if (backend.token().equalsIgnoreCase(token)) {
        return Optional.of(backend);
      }
    }
    return Optional.empty();
  }
}
