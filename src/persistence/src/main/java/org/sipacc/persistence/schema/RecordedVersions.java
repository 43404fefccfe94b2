package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** OpenSIPS's table {@code version}: it asks there whether it may write to another table. */
final class RecordedVersions {
  static final String TABLE = "version";

  private RecordedVersions() {}

  /** The version that is noted for a table; empty if none is. */
  static OptionalInt of(Connection connection, AccountingTable table) throws SQLException {
    try (var query =
        connection.prepareStatement("select table_version from version where table_name = ?")) {
      query.setString(1, table.name());
      try (var rows = query.executeQuery()) {
        return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  /** Notes the version of a table that was made here. */
  static void record(Connection connection, AccountingTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(statement(table, of(connection, table)));
    }
  }

  /**
   * The statement that notes a table's version.
   *
   * @param noted what is noted now
   */
  static String statement(AccountingTable table, OptionalInt noted) {
    return noted.isPresent()
        ? "UPDATE version SET table_version = "
            + table.version()
            + " WHERE table_name = '"
            + table.name()
            + "'"
        : "INSERT INTO version (table_name, table_version) VALUES ('"
            + table.name()
            + "', "
            + table.version()
            + ")";
  }

  /** The statement that makes the table as OpenSIPS has it. */
  static String create() {
    return "CREATE TABLE version (table_name varchar(64) not null,"
        + " table_version integer default 0 not null,"
        + " constraint t_name_idx unique (table_name))";
  }
}
