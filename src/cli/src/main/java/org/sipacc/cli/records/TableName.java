package org.sipacc.cli.records;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipacc.cli.CommandFailedException;

/**
 * The tables of a connection's own schema. Only a name that the database itself lists gets into a
 * statement, and only quoted.
 */
final class TableName {

  private final DatabaseMetaData metaData;
  private final String catalog;
  private final String schema;

  TableName(Connection connection) throws SQLException {
    metaData = connection.getMetaData();
    catalog = connection.getCatalog();
    schema = connection.getSchema();
  }

  /** A table's name as the database spells it; upper and lower case of the given one are free. */
  String find(String wanted) throws SQLException {
    List<String> tables = all();
    if (tables.contains(wanted)) {
      return wanted;
    }
    return tables.stream()
        .filter(wanted::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "there is no table "
                        + wanted
                        + "; this database has "
                        + (tables.isEmpty()
                            ? "no tables"
                            : String.join(", ", tables).toLowerCase(Locale.ROOT))));
  }

  /** What tells a table's order of insertion: its column id, else its primary key. */
  List<String> order(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet result = metaData.getColumns(catalog, schema, escaped(table), null)) {
      while (result.next()) {
        columns.add(result.getString("COLUMN_NAME"));
      }
    }
    for (String column : columns) {
      if (column.equalsIgnoreCase("id")) {
        return List.of(column);
      }
    }
    List<String> key = new ArrayList<>();
    try (ResultSet result = metaData.getPrimaryKeys(catalog, schema, table)) {
      while (result.next()) {
        key.add(result.getString("COLUMN_NAME"));
      }
    }
    return key.isEmpty() ? List.of(columns.get(0)) : key;
  }

  /** A name in the database's own quotes. */
  String quoted(String name) throws SQLException {
    String quote = metaData.getIdentifierQuoteString();
    return quote + name.replace(quote, quote + quote) + quote;
  }

  private List<String> all() throws SQLException {
    List<String> tables = new ArrayList<>();
    String[] kinds = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW"};
    try (ResultSet result = metaData.getTables(catalog, schema, "%", kinds)) {
      while (result.next()) {
        tables.add(result.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private String escaped(String table) throws SQLException {
    String escape = metaData.getSearchStringEscape();
    return table
        .replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }
}
