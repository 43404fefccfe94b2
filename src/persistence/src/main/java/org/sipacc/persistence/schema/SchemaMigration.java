package org.sipacc.persistence.schema;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.PersistenceSettings;

/**
 * Brings a database to the schema that this version needs.
 *
 * <p>Tables of fixed names ({@code calls}, {@code delivery_cursor}, {@code version}, ...) have a
 * Flyway history. Accounting tables have names and columns by configuration: one that is missing is
 * made, one that is there must have the columns that records need, or is given those of extra and
 * leg fields if the configuration says so.
 */
public final class SchemaMigration {
  private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

  private SchemaMigration() {}

  /**
   * Makes what is missing and checks the rest.
   *
   * @throws SchemaUnavailableException if the database cannot be reached
   * @throws UnadoptedTablesException if a table that is there lacks a column or is of an older
   *     version; the message names table and columns and the statements that mend it
   * @throws SchemaException if it is reached and refuses
   */
  public static void migrate(DataSource dataSource, PersistenceSettings settings)
      throws SchemaException, SchemaUnavailableException {
    reach(dataSource);
    FlywayMigrations.migrate(dataSource, settings.dialect());
    List<String> problems = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      Identifiers identifiers = Identifiers.of(connection);
      RecordIdColumn recordId = RecordIdColumn.of(settings.dialect(), connection.getMetaData());
      AccountingTableDdl ddl = new AccountingTableDdl(recordId, identifiers);
      for (AccountingTable table : AccountingTable.of(settings)) {
        Optional<TableColumns> there = TableColumns.read(connection, identifiers, table.name());
        TableColumns columns =
            there.isEmpty()
                ? create(connection, identifiers, ddl, table)
                : settings.addColumns()
                    ? withExtraColumns(connection, identifiers, ddl, table, there.get())
                    : there.get();
        problem(connection, identifiers, recordId, table, columns).ifPresent(problems::add);
      }
    } catch (SQLException e) {
      throw failure("the accounting tables cannot be made or read", e);
    }
    if (!problems.isEmpty()) {
      throw new UnadoptedTablesException(String.join("\n", problems));
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
    RecordedVersions.record(connection, table);
    return columns(connection, identifiers, table);
  }

  /** Adds the columns of extra and leg fields that a table lacks. */
  private static TableColumns withExtraColumns(
      Connection connection,
      Identifiers identifiers,
      AccountingTableDdl ddl,
      AccountingTable table,
      TableColumns there)
      throws SQLException {
    List<String> missing =
        table.extraColumns().stream().filter(column -> !there.has(column)).toList();
    TableColumns now = there;
    for (String column : missing) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(ddl.add(table, column));
        LOG.log(Level.INFO, "column {0} added to table {1}", column, table.name());
      } catch (SQLException e) {
        // Another node may have added it at the same moment.
        now = columns(connection, identifiers, table);
        if (!now.has(column)) {
          throw e;
        }
      }
    }
    return missing.isEmpty() ? now : columns(connection, identifiers, table);
  }

  private static TableColumns columns(
      Connection connection, Identifiers identifiers, AccountingTable table) throws SQLException {
    return TableColumns.read(connection, identifiers, table.name())
        .orElseThrow(() -> new SQLException("table " + table.name() + " vanished", "42S02"));
  }

  private static Optional<String> problem(
      Connection connection,
      Identifiers identifiers,
      RecordIdColumn recordId,
      AccountingTable table,
      TableColumns there)
      throws SQLException, SchemaException {
    List<String> faults = new ArrayList<>();
    List<String> missing = TableAdoption.missing(table, there);
    if (!missing.isEmpty()) {
      faults.add(
          "lacks the "
              + (missing.size() == 1 ? "column " : "columns ")
              + String.join(", ", missing));
    }
    OptionalInt version = RecordedVersions.of(connection, table);
    if (version.isPresent() && version.getAsInt() != table.version()) {
      faults.add(
          "has version " + version.getAsInt() + ", and version " + table.version() + " is needed");
    }
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    ExistingTable existing =
        ExistingTable.read(connection, recordId.dialect(), identifiers, table.name(), there);
    List<String> statements =
        new TableAdoption(table, existing, identifiers, recordId)
            .steps(connection, version).stream().map(AdoptionStep::sql).toList();
    return Optional.of(
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
