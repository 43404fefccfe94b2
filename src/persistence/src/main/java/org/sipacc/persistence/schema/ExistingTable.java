package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * What the database says about an accounting table that another program may have made.
 *
 * @param recordId of column {@code record_id}; empty if there is none
 * @param engine MariaDB's storage engine; empty with other databases
 */
record ExistingTable(
    TableColumns columns, Optional<RecordId> recordId, List<Index> indexes, String engine) {
  /** What is known of column {@code record_id}. */
  record RecordId(int width, boolean nullable, boolean hasDefault) {}

  /**
   * An index.
   *
   * @param valid false if it was never finished
   * @param columns in lower case, in the index's order
   */
  record Index(String name, boolean unique, boolean valid, List<String> columns) {}

  static ExistingTable read(
      Connection connection,
      DatabaseDialect dialect,
      Identifiers identifiers,
      String table,
      TableColumns columns)
      throws SQLException {
    return new ExistingTable(
        columns,
        recordId(connection, identifiers.fold(table), columns),
        indexes(connection, dialect, identifiers, table),
        dialect == DatabaseDialect.MARIADB ? engine(connection, table) : "");
  }

  /** Whether an index has these columns at its beginning. */
  boolean isIndexedBy(List<String> first) {
    List<String> wanted = first.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return indexes.stream()
        .filter(Index::valid)
        .map(Index::columns)
        .anyMatch(
            there ->
                there.size() >= wanted.size() && there.subList(0, wanted.size()).equals(wanted));
  }

  /** Whether the database itself sees to it that no two rows have one id. */
  boolean hasUniqueRecordId() {
    return indexes.stream()
        .anyMatch(
            index ->
                index.unique()
                    && index.valid()
                    && index.columns().equals(List.of(RecordIdColumn.NAME)));
  }

  private static Optional<RecordId> recordId(
      Connection connection, String table, TableColumns columns) throws SQLException {
    Optional<TableColumns.Column> column = columns.column(RecordIdColumn.NAME);
    if (column.isEmpty()) {
      return Optional.empty();
    }
    try (ResultSet found =
        connection
            .getMetaData()
            .getColumns(
                connection.getCatalog(), connection.getSchema(), null, column.get().name())) {
      while (found.next()) {
        // Names of the call are patterns, so that more may be found.
        if (found.getString("TABLE_NAME").equalsIgnoreCase(table)
            && found.getString("COLUMN_NAME").equals(column.get().name())) {
          String byDefault = found.getString("COLUMN_DEF");
          return Optional.of(
              new RecordId(
                  column.get().size(),
                  !"NO".equals(found.getString("IS_NULLABLE")),
                  byDefault != null && !byDefault.equalsIgnoreCase("NULL")));
        }
      }
    }
    throw new SQLException("column record_id of table " + table + " cannot be looked up", "42S02");
  }

  private static List<Index> indexes(
      Connection connection, DatabaseDialect dialect, Identifiers identifiers, String table)
      throws SQLException {
    Set<String> unfinished =
        dialect == DatabaseDialect.POSTGRESQL
            ? unfinished(connection, identifiers.quoted(table))
            : Set.of();
    Map<String, TreeMap<Integer, String>> columns = new HashMap<>();
    Set<String> unique = new HashSet<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getIndexInfo(
                connection.getCatalog(),
                connection.getSchema(),
                identifiers.fold(table),
                false,
                true)) {
      while (found.next()) {
        String name = found.getString("INDEX_NAME");
        String column = found.getString("COLUMN_NAME");
        if (found.getShort("TYPE") == DatabaseMetaData.tableIndexStatistic || column == null) {
          continue;
        }
        columns
            .computeIfAbsent(name, n -> new TreeMap<>())
            .put(found.getInt("ORDINAL_POSITION"), column.toLowerCase(Locale.ROOT));
        if (!found.getBoolean("NON_UNIQUE")) {
          unique.add(name);
        }
      }
    }
    List<Index> indexes = new ArrayList<>();
    columns.forEach(
        (name, parts) ->
            indexes.add(
                new Index(
                    name,
                    unique.contains(name),
                    !unfinished.contains(name),
                    List.copyOf(parts.values()))));
    return indexes;
  }

  private static Set<String> unfinished(Connection connection, String table) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " where not i.indisvalid and i.indrelid = to_regclass(?)")) {
      query.setString(1, table);
      Set<String> names = new HashSet<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          names.add(found.getString(1));
        }
      }
      return names;
    }
  }

  private static String engine(Connection connection, String table) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select engine from information_schema.tables"
                + " where table_schema = database() and table_name = ?")) {
      query.setString(1, table);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? found.getString(1) : "";
      }
    }
  }
}
