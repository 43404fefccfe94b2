package org.sipacc.persistence.schema;

/** The database answers, but it is not as configured; starting again does not help. */
public class SchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  public SchemaException(String message) {
    super(message);
  }

  public SchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
