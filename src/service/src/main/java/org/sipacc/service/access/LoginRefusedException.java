package org.sipacc.service.access;

import java.time.Duration;
import java.util.Optional;

/** A login, or a change of users, tokens or passwords, that is not done; the message says why. */
public class LoginRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient Optional<Duration> retryAfter;

  LoginRefusedException(Reason reason, String message) {
    this(reason, message, Optional.empty());
  }

  LoginRefusedException(Reason reason, String message, Optional<Duration> retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** Why. */
  public enum Reason {
    /** Name or password do not fit; which of them is not told. */
    WRONG,
    /** There were too many attempts. */
    TOO_MANY,
    /** What was asked for is not acceptable. */
    INVALID,
    /** There is already one of that name. */
    EXISTS,
    /** There is none of that name. */
    UNKNOWN,
    /** The database cannot be asked, or there is none. */
    UNAVAILABLE
  }

  public Reason reason() {
    return reason;
  }

  /** How long to wait, if there were too many attempts. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
