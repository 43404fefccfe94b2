package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * Gives the rows that were there before an id, some at a time, each time in a transaction of its
 * own, so that another program's inserts never wait long.
 *
 * @param sql the statement that does it at once
 * @param table the table's name for messages
 * @param from the table's name for statements
 * @param key its auto-increment column for statements
 */
record IdFill(String sql, String table, String from, String key) implements AdoptionStep {
  static final int STEP = 10_000;
  private static final int STEPS_BETWEEN_MESSAGES = 10;

  @Override
  public void run(Connection connection, Consumer<String> progress) throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(endOfStep());
        PreparedStatement fill =
            connection.prepareStatement(sql + " AND " + key + " > ? AND " + key + " <= ?")) {
      long rows = rows(connection);
      long done = 0;
      long last = Long.MIN_VALUE;
      for (int step = 1; ; step++) {
        end.setLong(1, last);
        long next;
        try (ResultSet found = end.executeQuery()) {
          found.next();
          next = found.getLong(1);
          if (found.wasNull()) {
            return;
          }
        }
        fill.setLong(1, last);
        fill.setLong(2, next);
        done += fill.executeUpdate();
        last = next;
        if (step % STEPS_BETWEEN_MESSAGES == 0) {
          progress.accept(table + ": " + done + " of " + rows + " rows have their record_id");
        }
      }
    }
  }

  private long rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  private String endOfStep() {
    return "SELECT MAX("
        + key
        + ") FROM (SELECT "
        + key
        + " FROM "
        + from
        + " WHERE "
        + key
        + " > ? ORDER BY "
        + key
        + " LIMIT "
        + STEP
        + ") step";
  }
}
