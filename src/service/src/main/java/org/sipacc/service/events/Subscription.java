package org.sipacc.service.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.sipacc.backends.event.EventName;

/**
 * That a socket wants the events of a name.
 *
 * @param made when it was asked for; of a configured one, when the server started
 * @param expires when it ends; empty if it never does
 * @param configured whether it stands in the configuration
 */
record Subscription(
    EventName event, String socket, Instant made, Optional<Instant> expires, boolean configured) {
  private static final int ID_BYTES = 4;

  /** The same for the same event and socket, so that asking again renews. */
  String id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((event + " " + socket).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  boolean isOverAt(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }
}
