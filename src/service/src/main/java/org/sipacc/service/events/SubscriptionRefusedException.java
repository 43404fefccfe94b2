package org.sipacc.service.events;

/** A subscription cannot be made or ended; the message says what to do. */
public class SubscriptionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public SubscriptionRefusedException(String message) {
    super(message);
  }

  public SubscriptionRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
