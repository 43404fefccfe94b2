package org.sipacc.sip.digest;

import java.util.List;

/**
 * What a request is answered that has no good credentials: {@code proxy_challenge(realm, qop)}.
 *
 * @param qop whether {@code qop="auth"} is asked for: without it each nonce serves one request
 * @param algorithms the preferred one first; each makes a header of its own
 */
public record Challenge(
    Challenger challenger, String realm, boolean qop, List<DigestAlgorithm> algorithms) {
  public Challenge {
    algorithms = List.copyOf(algorithms);
  }
}
