package org.sipacc.cli;

/** A command cannot be carried out; the message says what is wrong and what to do. */
public final class CommandFailedException extends RuntimeException {

  /** With a message for the operator. */
  public CommandFailedException(String message) {
    super(message);
  }

  /** With a message for the operator and what led to it. */
  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
