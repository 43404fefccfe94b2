package org.sipacc.acceptance.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.sipacc.persistence.url.DatabaseUrl;

/** Counts the rows of {@code acc}, over a new connection each time: a fault may end an old one. */
record StoredRecords(String name, DatabaseUrl database) implements Destination {
  @Override
  public Map<String, Integer> perCall() {
    Map<String, Integer> rows = new HashMap<>();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select callid, count(*) from acc group by callid")) {
      while (result.next()) {
        rows.put(result.getString(1), result.getInt(2));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("acc cannot be counted: " + e.getMessage(), e);
    }
  }
}
