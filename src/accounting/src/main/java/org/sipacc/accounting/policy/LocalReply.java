package org.sipacc.accounting.policy;

/**
 * A final reply that the policy makes.
 *
 * @param code 200 to 699
 * @param stateless no transaction remembers it, so it is not accounted: {@code sl_send_reply}
 */
public record LocalReply(int code, String reason, boolean stateless) {}
