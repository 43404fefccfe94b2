package org.sipacc.service.carrier;

/**
 * A carrier's file cannot be read so; the message says what is wrong with it, and in which line.
 */
public class CarrierFileException extends Exception {
  private static final long serialVersionUID = 1L;

  CarrierFileException(String message) {
    super(message);
  }

  CarrierFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
