package org.sipacc.sip.digest;

import java.util.Optional;

/** Where subscribers are looked up. */
@FunctionalInterface
public interface Subscribers {
  /**
   * The subscriber of a table.
   *
   * @param user the username up to its @
   * @param domain the username behind its @, else the realm
   * @throws SubscribersUnavailableException if nobody can tell
   */
  Optional<Subscriber> find(String table, String user, String domain);

  /** The table cannot be read. */
  final class SubscribersUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SubscribersUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
