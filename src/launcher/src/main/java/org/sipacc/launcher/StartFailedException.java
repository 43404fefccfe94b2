package org.sipacc.launcher;

/** The server cannot start; the message tells the operator why and what to do. */
public final class StartFailedException extends RuntimeException {

  /** With a message for the operator. */
  public StartFailedException(String message) {
    super(message);
  }

  /** With a message for the operator and what led to it. */
  public StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
