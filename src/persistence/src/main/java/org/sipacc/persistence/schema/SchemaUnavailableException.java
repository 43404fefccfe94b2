package org.sipacc.persistence.schema;

/** The database could not be asked now; whether its schema is right is not known. */
public class SchemaUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public SchemaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
