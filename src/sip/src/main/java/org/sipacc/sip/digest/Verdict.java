package org.sipacc.sip.digest;

/** What came of looking at a request's credentials. */
public enum Verdict {
  /** They are right and fresh. An ACK or a CANCEL needs none, since nobody can be asked by it. */
  GOOD,
  /** There are none for that realm. */
  NONE,
  /** No such subscriber, a wrong password, or nonsense. */
  WRONG,
  /** Right, but their nonce has expired, is not ours, or has been used. */
  STALE,
  /** The subscriber could not be looked up. */
  UNDECIDED
}
