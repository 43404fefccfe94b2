package org.sipacc.persistence.schema;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.PersistenceSettings;

/**
 * Brings a database to the schema that this version needs.
 *
 * <p>Tables of fixed names ({@code calls}, {@code delivery_cursor}, {@code version}, ...) have a
 * Flyway history. Accounting tables have names and columns by configuration: one that is missing is
 * made, one that is there must have the columns that records need.
 */
public final class SchemaMigration {
  private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

  private SchemaMigration() {}

  /**
   * Makes what is missing and checks the rest.
   *
   * @throws SchemaUnavailableException if the database cannot be reached
   * @throws SchemaException if it is reached and refuses, or a table that is there lacks a column;
   *     the message names table and columns and the statements that add them
   */
  public static void migrate(DataSource dataSource, PersistenceSettings settings)
      throws SchemaException, SchemaUnavailableException {
    reach(dataSource);
    FlywayMigrations.migrate(dataSource, settings.dialect());
    List<String> problems = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      Identifiers identifiers = Identifiers.of(connection);
      AccountingTableDdl ddl = new AccountingTableDdl(settings.dialect(), identifiers);
      for (AccountingTable table : AccountingTable.of(settings)) {
        Optional<TableColumns> there = TableColumns.read(connection, identifiers, table.name());
        if (there.isEmpty()) {
          there = Optional.of(create(connection, identifiers, ddl, table));
        }
        problem(ddl, table, there.get(), recordedVersion(connection, table))
            .ifPresent(problems::add);
      }
    } catch (SQLException e) {
      throw failure("the accounting tables cannot be made or read", e);
    }
    if (!problems.isEmpty()) {
      throw new SchemaException(String.join("\n", problems));
    }
  }

  private static void reach(DataSource dataSource)
      throws SchemaException, SchemaUnavailableException {
    try (Connection connection = dataSource.getConnection()) {
      connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      if (DatabaseErrors.isRefusal(e)) {
        throw new SchemaException(
            "the database refuses us: "
                + DatabaseErrors.message(e)
                + " (check user, password and database name of db_url)",
            DatabaseErrors.withoutValues(e));
      }
      throw new SchemaUnavailableException(
          "the database cannot be reached: " + DatabaseErrors.message(e),
          DatabaseErrors.withoutValues(e));
    }
  }

  private static TableColumns create(
      Connection connection, Identifiers identifiers, AccountingTableDdl ddl, AccountingTable table)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : ddl.create(table)) {
        statement.executeUpdate(sql);
      }
      LOG.log(Level.INFO, "table {0} made", table.name());
    } catch (SQLException e) {
      // Another node may have made it at the same moment.
      Optional<TableColumns> there = TableColumns.read(connection, identifiers, table.name());
      if (there.isPresent()) {
        return there.get();
      }
      throw e;
    }
    recordVersion(connection, table);
    return TableColumns.read(connection, identifiers, table.name())
        .orElseThrow(() -> new SQLException("table " + table.name() + " vanished", "42S02"));
  }

  /** OpenSIPS asks this table whether it may write to the other. */
  private static void recordVersion(Connection connection, AccountingTable table)
      throws SQLException {
    try (var update =
        connection.prepareStatement("update version set table_version = ? where table_name = ?")) {
      update.setInt(1, table.version());
      update.setString(2, table.name());
      if (update.executeUpdate() > 0) {
        return;
      }
    }
    try (var insert =
        connection.prepareStatement(
            "insert into version (table_version, table_name) values (?, ?)")) {
      insert.setInt(1, table.version());
      insert.setString(2, table.name());
      insert.executeUpdate();
    }
  }

  /** The version that OpenSIPS's tools noted for the table; empty if none did. */
  private static OptionalInt recordedVersion(Connection connection, AccountingTable table)
      throws SQLException {
    try (var query =
        connection.prepareStatement("select table_version from version where table_name = ?")) {
      query.setString(1, table.name());
      try (var rows = query.executeQuery()) {
        return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private static Optional<String> problem(
      AccountingTableDdl ddl, AccountingTable table, TableColumns there, OptionalInt version) {
    Set<String> needed = new LinkedHashSet<>(table.openSipsColumns());
    needed.addAll(table.extraColumns());
    needed.add("record_id");
    needed.add("call_uid");
    List<String> missing = needed.stream().filter(column -> !there.has(column)).toList();
    boolean otherVersion = version.isPresent() && version.getAsInt() != table.version();
    List<String> faults = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add(
          "lacks the "
              + (missing.size() == 1 ? "column " : "columns ")
              + String.join(", ", missing));
      missing.forEach(column -> statements.add(ddl.add(table, column)));
    }
    if (otherVersion) {
      faults.add(
          "has version " + version.getAsInt() + ", and version " + table.version() + " is needed");
      statements.add(
          "UPDATE version SET table_version = "
              + table.version()
              + " WHERE table_name = '"
              + table.name()
              + "'");
    }
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "table "
                + table.name()
                + " "
                + String.join(" and ", faults)
                + ". Type in the database:\n  "
                + String.join(";\n  ", statements)
                + ";");
  }

  private static SchemaException failure(String what, SQLException e)
      throws SchemaUnavailableException {
    String message = what + ": " + DatabaseErrors.message(e);
    if (DatabaseErrors.isConnectionLoss(e)) {
      throw new SchemaUnavailableException(message, DatabaseErrors.withoutValues(e));
    }
    return new SchemaException(message, DatabaseErrors.withoutValues(e));
  }
}
