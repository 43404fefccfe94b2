package org.sipacc.persistence.unit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Optional;

/** Dates with time of day, between Java and the database without a zone in between. */
final class LocalTimes {
  private LocalTimes() {}

  /** Binds the value if it is such a date; says whether it was. */
  static boolean bind(Object value, PreparedStatement statement, int index) throws SQLException {
    if (value instanceof LocalDateTime) {
      statement.setObject(index, value);
      return true;
    }
    return false;
  }

  /** Reads the column if it holds such a date and is not NULL. */
  static Optional<Object> read(ResultSet result, int column, int type) throws SQLException {
    return type == Types.TIMESTAMP
        ? Optional.ofNullable(result.getObject(column, LocalDateTime.class))
        : Optional.empty();
  }
}
