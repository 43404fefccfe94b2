package org.sipacc.backends.radius;

/** A record, or a value in it, that no packet can carry, however often it is tried. */
final class UnencodableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code tells this reason from others, without values
   */
  UnencodableException(String code, String message) {
    super(message);
    this.code = code;
  }

  UnencodableException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  String code() {
    return code;
  }
}
