package org.sipacc.backends.radius;

/** A record, or a value in it, that no packet can carry, however often it is tried. */
final class UnencodableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnencodableException(String message) {
    super(message);
  }

  UnencodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
