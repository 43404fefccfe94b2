package org.sipacc.persistence.schema;

/**
 * Tables of another program, or of an older configuration, lack what records need; {@link Adoption}
 * gives it to them.
 */
public final class UnadoptedTablesException extends SchemaException {
  private static final long serialVersionUID = 1L;

  public UnadoptedTablesException(String message) {
    super(message);
  }
}
