package org.sipacc.journal;

/**
 * An entry is in the journal, but not on disk yet, although the sync policy is {@link
 * SyncPolicy#EVERY}. It must not be appended again: the journal goes on trying to force it.
 */
public final class NotForcedException extends JournalException {
  private static final long serialVersionUID = 1L;

  NotForcedException(String message, Throwable cause) {
    super(message, cause);
  }
}
