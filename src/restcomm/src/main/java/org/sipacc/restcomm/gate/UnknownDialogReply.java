package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPResponse;

/**
 * The answer to a request with a To-tag that belongs to no dialog.
 *
 * @param code 400 to 699
 * @param reason reason phrase
 */
public record UnknownDialogReply(int code, String reason) {

  /** System property that sets it: the code and, after a blank, the reason phrase. */
  public static final String PROPERTY = "sipacc.sip.unknown-dialog-reply";

  /**
   * Reads it, for example {@code 481} or {@code 404 Not here}.
   *
   * @throws IllegalArgumentException if it is malformed; the message names the property
   */
  public static UnknownDialogReply parse(String text) {
    String[] parts = text.strip().split("\\s+", 2);
    if (!parts[0].matches("[456]\\d\\d")) {
      throw new IllegalArgumentException(
          PROPERTY + ": '" + text + "' must begin with a final error code, 400 to 699");
    }
    int code = Integer.parseInt(parts[0]);
    String reason = parts.length == 2 ? parts[1] : SIPResponse.getReasonPhrase(code);
    if (!reason.chars().allMatch(c -> c >= ' ' && c != 127)) {
      throw new IllegalArgumentException(PROPERTY + ": the reason phrase has a control character");
    }
    return new UnknownDialogReply(code, reason);
  }
}
