package org.sipacc.accounting;

import org.sipacc.accounting.variable.ReasonPhrases;

/**
 * The comment of {@code acc_log_request} and its like: a status code and why.
 *
 * @param code three digits, or "" if the comment has none
 * @param reason the rest of the comment
 */
public record RequestComment(String code, String reason) {
  private static final int CODE_LENGTH = 3;

  /**
   * Reads a comment as the acc module does: the first three characters are the code if they are
   * digits, whatever follows them; the rest without leading white space is the reason, or the
   * code's standard phrase if nothing is left. Without a code the comment is the reason as it is,
   * {@code Unspecified} if it is empty.
   */
  public static RequestComment parse(String comment) {
    if (!comment.matches("(?s)[0-9]{3}.*")) {
      return new RequestComment("", comment.isEmpty() ? "Unspecified" : comment);
    }
    String code = comment.substring(0, CODE_LENGTH);
    String reason = comment.substring(CODE_LENGTH).stripLeading();
    return new RequestComment(
        code, reason.isEmpty() ? ReasonPhrases.of(Integer.parseInt(code)) : reason);
  }
}
