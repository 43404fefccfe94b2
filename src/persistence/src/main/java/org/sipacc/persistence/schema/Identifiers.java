package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Writes names of tables and columns into SQL: quoted, so that a reserved word can be a name, and
 * in the case that the database itself gives an unquoted name, so that both mean the same.
 *
 * @param quote the quoting character
 * @param folding what the database makes of an unquoted name
 */
public record Identifiers(String quote, Folding folding) {
  /** What a database makes of the case of an unquoted name. */
  public enum Folding {
    UPPER,
    LOWER,
    NONE
  }

  /** Asks the database that a connection leads to. */
  public static Identifiers of(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    Folding folding =
        meta.storesUpperCaseIdentifiers()
            ? Folding.UPPER
            : meta.storesLowerCaseIdentifiers() && !meta.supportsMixedCaseIdentifiers()
                ? Folding.LOWER
                : Folding.NONE;
    return new Identifiers(meta.getIdentifierQuoteString().strip(), folding);
  }

  /** The name as the database stores it. */
  public String fold(String name) {
    return switch (folding) {
      case UPPER -> name.toUpperCase(Locale.ROOT);
      case LOWER -> name.toLowerCase(Locale.ROOT);
      case NONE -> name;
    };
  }

  /** The name as it stands in a statement. */
  public String quoted(String name) {
    return quote + fold(name).replace(quote, quote + quote) + quote;
  }
}
