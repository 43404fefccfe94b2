package org.sipacc.accounting;

/** What a finished record tells: the four kinds of the acc module, and one of our own. */
public enum RecordKind {
  /**
   * A transaction was answered (or failed, where {@code failed} is set): "transaction answered".
   */
  BASE,
  /** Every target of an attempt failed: "call missed". */
  MISSED,
  /** A call detail record, made when an answered call ended: "call ended". */
  CDR,
  /** Made by one of the {@code acc_*_request} functions: "request accounted". */
  MANUAL,
  /** How long a call that is up has lasted so far: "call in progress". It is no CDR. */
  INTERIM
}
