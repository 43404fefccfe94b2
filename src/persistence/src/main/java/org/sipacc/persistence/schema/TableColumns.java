package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns that a table really has. Names are compared without regard to case. */
public final class TableColumns {
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private TableColumns() {}

  /**
   * Asks the database.
   *
   * @return empty if there is no such table
   * @throws SQLException if the database cannot say
   */
  public static Optional<TableColumns> read(
      Connection connection, Identifiers identifiers, String table) throws SQLException {
    String probe = "select * from " + identifiers.quoted(table) + " where 1 = 0";
    try (Statement statement = connection.createStatement();
        ResultSet nothing = statement.executeQuery(probe)) {
      ResultSetMetaData meta = nothing.getMetaData();
      TableColumns found = new TableColumns();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        String name = meta.getColumnName(i);
        found.columns.put(
            name.toLowerCase(Locale.ROOT),
            new Column(
                name,
                meta.getColumnType(i),
                meta.getColumnTypeName(i).toLowerCase(Locale.ROOT),
                meta.getPrecision(i)));
      }
      return Optional.of(found);
    } catch (SQLException e) {
      if (isMissingTable(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The column of that name. */
  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name.toLowerCase(Locale.ROOT)));
  }

  public boolean has(String name) {
    return column(name).isPresent();
  }

  private static boolean isMissingTable(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.equals("42P01") || state.startsWith("42S0"));
  }

  /**
   * A column.
   *
   * @param name as the database stores it
   * @param jdbcType one of {@link Types}
   * @param type as the database calls it, in lower case
   * @param size of a character column, the characters it takes; 0 if unlimited
   */
  public record Column(String name, int jdbcType, String type, int size) {
    /** Whether it takes text. */
    public boolean isCharacter() {
      return switch (jdbcType) {
        case Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.NCLOB ->
            true;
        default -> false;
      };
    }
  }
}
