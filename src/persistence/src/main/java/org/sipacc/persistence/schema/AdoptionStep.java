package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** One step on the way of a table to what records need; the table can be used after each. */
interface AdoptionStep {
  /** The statement an operator would type for it. */
  String sql();

  /**
   * Does it.
   *
   * @param progress hears how far it is, if it takes long
   */
  void run(Connection connection, Consumer<String> progress) throws SQLException;

  /** A step that is its statement. */
  static AdoptionStep of(String sql) {
    return new Single(sql);
  }

  /** A step that is one statement. */
  record Single(String sql) implements AdoptionStep {
    @Override
    public void run(Connection connection, Consumer<String> progress) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(sql);
      }
    }
  }
}
