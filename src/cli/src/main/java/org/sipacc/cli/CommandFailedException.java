package org.sipacc.cli;

/** A command cannot be carried out; the message says what is wrong and what to do. */
public final class CommandFailedException extends RuntimeException {

  private static final int FAILED = 1;
  private static final int UNREACHABLE = 3;

  private final int status;

  /** With a message for the operator. */
  public CommandFailedException(String message) {
    super(message);
    status = FAILED;
  }

  /** With a message for the operator and what led to it. */
  public CommandFailedException(String message, Throwable cause) {
    this(FAILED, message, cause);
  }

  private CommandFailedException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** There is no server to carry it out. */
  public static CommandFailedException unreachable(String message) {
    return new CommandFailedException(UNREACHABLE, message, null);
  }

  /** There is no server to carry it out, as the cause shows. */
  public static CommandFailedException unreachable(String message, Throwable cause) {
    return new CommandFailedException(UNREACHABLE, message, cause);
  }

  /** The exit status of the command: 1, or 3 if the server could not be reached. */
  public int status() {
    return status;
  }
}
