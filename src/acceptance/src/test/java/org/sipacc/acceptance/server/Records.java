package org.sipacc.acceptance.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipacc.persistence.url.DatabaseUrl;

/** Reads a server's tables over a connection of its own. */
public final class Records implements AutoCloseable {
  private final Supplier<DatabaseUrl> url;
  private Connection connection;

  /**
   * @param url asked at the first read, when the server has made its database
   */
  Records(Supplier<DatabaseUrl> url) {
    this.url = url;
  }

  /** The rows of a call, in the order of their time; none if there is no such table. */
  public List<Row> ofCall(String table, String callId) {
    return read(table, "where callid = ?", callId);
  }

  /** The rows of all calls whose Call-ID begins so. */
  public List<Row> ofCallsLike(String table, String callIdStart) {
    return read(table, "where callid like ?", callIdStart + "%");
  }

  /** Changes the database, as its administrator would. */
  public synchronized void execute(String... statements) {
    try (Statement statement = connection().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private synchronized List<Row> read(String table, String condition, String value) {
    try {
      Optional<String> name = tableName(table);
      if (name.isEmpty()) {
        return List.of();
      }
      String sql = "select * from " + name.get() + " t " + condition;
      try (PreparedStatement statement = connection().prepareStatement(sql)) {
        statement.setString(1, value);
        try (ResultSet result = statement.executeQuery()) {
          return rows(result);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read " + table + ": " + e.getMessage(), e);
    }
  }

  /** As the database spells and quotes it. */
  private Optional<String> tableName(String table) throws SQLException {
    String quote = connection().getMetaData().getIdentifierQuoteString();
    try (ResultSet tables =
        connection()
            .getMetaData()
            .getTables(
                connection().getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (name.equalsIgnoreCase(table)) {
          return Optional.of(quote + name + quote);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Row> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Row> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, Optional<Object>> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        row.put(
            columns.getColumnLabel(i).toLowerCase(Locale.ROOT),
            Optional.ofNullable(result.getObject(i)));
      }
      rows.add(new Row(row));
    }
    return rows;
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      DatabaseUrl database = url.get();
      connection =
          DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
