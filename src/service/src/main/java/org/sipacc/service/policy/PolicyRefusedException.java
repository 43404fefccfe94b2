package org.sipacc.service.policy;

/** A policy does not take effect, and the one in force stays; the message says what to do. */
public final class PolicyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  PolicyRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  PolicyRefusedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why a policy is refused. */
  public enum Reason {
    /** The text, or a table that it names, is wrong. The message begins with its place. */
    WRONG,
    /** There is no such version. */
    UNKNOWN_VERSION,
    /** Another policy is in force than the caller thought. */
    OTHER_IN_FORCE,
    /** Another policy is being activated at this moment. */
    BUSY,
    /** The author, comment or source cannot be kept. */
    UNFIT_REMARK,
    /** The database could not make or show the tables that the policy names. */
    DATABASE_UNREACHABLE,
    /** The data directory could not take it. */
    NOT_STORED
  }
}
