package org.sipacc.sip.digest;

import java.util.Map;
import java.util.Optional;

/**
 * What a table has of a subscriber: the password, or hashes of {@code username:realm:password}.
 *
 * @param hashes hexadecimal, by algorithm; those that are there
 */
public record Subscriber(Optional<String> password, Map<DigestAlgorithm, String> hashes) {
  public Subscriber {
    hashes = Map.copyOf(hashes);
  }

  /** H(A1) of RFC 7616 section 3.4.2; empty if the table does not have it. */
  Optional<String> ha1(DigestAlgorithm algorithm, String username, String realm) {
    return password
        .map(known -> algorithm.hash(username, realm, known))
        .or(() -> Optional.ofNullable(hashes.get(algorithm)));
  }

  /** Tells no secret. */
  @Override
  public String toString() {
    return "Subscriber[" + (password.isPresent() ? "password" : hashes.keySet()) + "]";
  }
}
