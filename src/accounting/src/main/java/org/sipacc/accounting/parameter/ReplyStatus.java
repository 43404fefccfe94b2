package org.sipacc.accounting.parameter;

/** A status line to answer with. */
public record ReplyStatus(int code, String reason) {
  @Override
  public String toString() {
    return code + " " + reason;
  }
}
