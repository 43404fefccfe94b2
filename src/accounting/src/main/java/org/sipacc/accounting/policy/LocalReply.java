package org.sipacc.accounting.policy;

import java.util.List;

/**
 * A final reply that the policy makes.
 *
 * @param code 200 to 699
 * @param stateless no transaction remembers it, so it is not accounted: {@code sl_send_reply}
 * @param headers what it says beyond that
 */
public record LocalReply(int code, String reason, boolean stateless, List<Header> headers) {
  public LocalReply {
    headers = List.copyOf(headers);
  }

  public LocalReply(int code, String reason, boolean stateless) {
    this(code, reason, stateless, List.of());
  }

  /** One header. */
  public record Header(String name, String value) {}
}
