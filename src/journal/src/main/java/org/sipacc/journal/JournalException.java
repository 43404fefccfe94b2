package org.sipacc.journal;

/**
 * The journal cannot do what was asked: its directory cannot be used, an entry could not be
 * written, or one was written by a newer version. The message names the file and what to do.
 */
public class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalException(String message) {
    super(message);
  }

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
