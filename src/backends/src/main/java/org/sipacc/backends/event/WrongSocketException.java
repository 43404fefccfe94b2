package org.sipacc.backends.event;

/** The event or the socket of a subscription is wrong; the message says what to write. */
public class WrongSocketException extends Exception {
  private static final long serialVersionUID = 1L;

  public WrongSocketException(String message) {
    super(message);
  }
}
