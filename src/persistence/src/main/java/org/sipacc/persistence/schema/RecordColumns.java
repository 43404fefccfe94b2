package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.persistence.PersistenceSettings;

/** The columns that records are written to, as the tables really have them. */
public final class RecordColumns {
  private RecordColumns() {}

  /**
   * A column that a record needs.
   *
   * @param there what the table has there; empty if it lacks it, or if there is no such table
   */
  public record NeededColumn(String table, String name, Optional<TableColumns.Column> there) {}

  /**
   * Asks the database.
   *
   * @param connection in a transaction, which goes on after a table that is not there
   * @throws SQLException if it cannot say
   */
  public static List<NeededColumn> read(Connection connection, PersistenceSettings settings)
      throws SQLException {
    Identifiers identifiers = Identifiers.of(connection);
    List<NeededColumn> columns = new ArrayList<>();
    for (AccountingTable table : AccountingTable.of(settings)) {
      Savepoint before = connection.setSavepoint();
      Optional<TableColumns> there = TableColumns.read(connection, identifiers, table.name());
      connection.rollback(before);
      for (String column : TableAdoption.needed(table)) {
        columns.add(
            new NeededColumn(table.name(), column, there.flatMap(one -> one.column(column))));
      }
    }
    return columns;
  }
}
