package org.sipacc.service.search;

/** A search that is not made, or that could not be ended; the message says what to do. */
public class SearchRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  SearchRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public enum Reason {
    /** No index would help, and no bounded time range does. */
    UNBOUNDED,
    /** It would tell what is masked for the role. */
    MASKED,
    /** The table has no column for it. */
    NO_COLUMN,
    /** The database took too long. */
    TOO_LONG,
    /** Enough exports are going on. */
    BUSY,
    /** Somebody stopped it. */
    CANCELLED,
    /** The database cannot be asked, or there is none. */
    UNAVAILABLE
  }

  public Reason reason() {
    return reason;
  }
}
