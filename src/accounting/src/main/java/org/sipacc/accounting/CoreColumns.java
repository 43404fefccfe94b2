package org.sipacc.accounting;

/**
 * The names of the seven renameable columns of the accounting tables ({@code acc_method_column},
 * {@code acc_from_tag_column}, ...).
 */
public record CoreColumns(
    String method,
    String fromTag,
    String toTag,
    String callId,
    String sipCode,
    String sipReason,
    String time) {
  /** The names the acc module has by default. */
  public static final CoreColumns DEFAULT =
      new CoreColumns("method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time");
}
