package org.sipacc.cli.records;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of a result.
 *
 * @param name its name in lower case
 * @param sqlType its type, of {@link java.sql.Types}
 */
record Column(String name, int sqlType) {

  static List<Column> of(ResultSetMetaData metaData) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      String name = metaData.getColumnLabel(i).toLowerCase(Locale.ROOT);
      columns.add(new Column(name, metaData.getColumnType(i)));
    }
    return List.copyOf(columns);
  }
}
