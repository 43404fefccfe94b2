package org.sipacc.accounting.dryrun;

/** A pasted text that is no SIP request. */
public final class SipTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  SipTextException(int line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /** Where it is wrong, counted from 1. */
  public int line() {
    return line;
  }
}
