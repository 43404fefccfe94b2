package org.sipacc.delivery;

/** The destination cannot take anything now; the same batch is tried again later. */
public class SinkUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public SinkUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
