package org.sipacc.persistence.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.sipacc.persistence.url.DatabaseDialect;
import org.sipacc.persistence.url.DatabaseUrl;

/**
 * A database of a test.
 *
 * @param url as an operator writes it for {@code --db}, user and password included
 */
public record TestDatabase(String url, DatabaseUrl parsed) {
  static TestDatabase of(String url) {
    return new TestDatabase(url, DatabaseUrl.parse(url));
  }

  public DatabaseDialect dialect() {
    return parsed.dialect();
  }

  /** The same database on a server, entered by another user. */
  public TestDatabase as(String user, String password) {
    return of(url.replaceFirst("//[^@]*@", "//" + user + ":" + password + "@"));
  }

  /** Connections without a pool. */
  public DataSource dataSource() {
    return new DriverDataSource(parsed.jdbcUrl(), parsed.user(), parsed.password());
  }

  /** Runs statements, each in a transaction of its own. */
  public void execute(String... statements) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the test's statement failed: " + e.getMessage(), e);
    }
  }

  /** The rows of a query, column names in lower case. */
  public List<Map<String, Object>> query(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      ResultSetMetaData meta = result.getMetaData();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          row.put(meta.getColumnLabel(i).toLowerCase(Locale.ROOT), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("the test's query failed: " + e.getMessage(), e);
    }
  }

  /** One column of a query as text. */
  public List<String> texts(String sql) {
    return query(sql).stream().map(row -> String.valueOf(row.values().iterator().next())).toList();
  }

  /** How many rows a table has. */
  public long count(String table) {
    return Long.parseLong(texts("select count(*) from " + table).get(0));
  }
}
