package org.sipacc.accounting;

import java.time.Instant;

/**
 * The request an accounting context is about.
 *
 * @param toTag the request's own To-tag, "" in an initial request
 * @param source address and transport it came from, as {@code udp:192.0.2.1:5060}
 * @param received when it came in
 */
public record RequestFacts(
    String method,
    String callId,
    String fromTag,
    String toTag,
    String fromUri,
    String toUri,
    String requestUri,
    String source,
    String userAgent,
    Instant received) {
  /** Whether it starts a call: an INVITE outside of any dialog. */
  public boolean startsCall() {
    return method.equals("INVITE") && !hasToTag();
  }

  public boolean hasToTag() {
    return !toTag.isEmpty();
  }
}
