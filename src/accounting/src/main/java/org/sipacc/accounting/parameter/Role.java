package org.sipacc.accounting.parameter;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
  /** Reads calls, records and how the server stands. */
  VIEWER,
  /** Ends calls, replays dead letters, changes policies and subscriptions. */
  OPERATOR,
  /** Makes users and tokens, and reads the audit. */
  ADMINISTRATOR;

  /** Whether this role may do what takes the other. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
