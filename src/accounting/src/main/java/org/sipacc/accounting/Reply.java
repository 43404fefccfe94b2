package org.sipacc.accounting;

/**
 * A reply as accounting sees it.
 *
 * @param status RFC 3261 status code
 * @param reason the phrase as received or sent
 * @param toTag its To-tag, "" if none
 * @param received false for a reply this server made itself (a time-out, a reply of the policy)
 * @param hasBody whether it carries a body: early media, if it is provisional
 */
public record Reply(int status, String reason, String toTag, boolean received, boolean hasBody) {
  /**
   * The 408 that stands for no reply at all (tm's {@code fr_timeout} and {@code fr_inv_timeout}).
   */
  public static final Reply TIMEOUT = local(408, "Request Timeout", "");

  /** A reply from downstream without a body. */
  public static Reply received(int status, String reason, String toTag) {
    return new Reply(status, reason, toTag, true, false);
  }

  /** A reply made here. */
  public static Reply local(int status, String reason, String toTag) {
    return new Reply(status, reason, toTag, false, false);
  }

  public boolean isFinal() {
    return status >= 200;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public boolean isNegative() {
    return status >= 300;
  }
}
