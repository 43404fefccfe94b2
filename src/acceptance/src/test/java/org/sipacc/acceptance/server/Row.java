package org.sipacc.acceptance.server;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a table.
 *
 * @param columns by name in lower case; a SQL NULL is an empty Optional
 */
public record Row(Map<String, Optional<Object>> columns) {
  /** A column's value. */
  public Optional<Object> get(String column) {
    Optional<Object> value = columns.get(column);
    if (value == null) {
      throw new IllegalArgumentException("There is no column " + column + " but " + columns);
    }
    return value;
  }

  /** A character column's value. */
  public String text(String column) {
    return get(column)
        .map(String.class::cast)
        .orElseThrow(() -> new AssertionError(column + " is NULL in " + columns));
  }

  public long number(String column) {
    return get(column)
        .map(value -> ((Number) value).longValue())
        .orElseThrow(() -> new AssertionError(column + " is NULL in " + columns));
  }

  /** A date column's instant: the database holds the server's local time. */
  public Optional<Instant> instant(String column) {
    return get(column)
        .map(value -> value instanceof Timestamp at ? at.toLocalDateTime() : (LocalDateTime) value)
        .map(at -> at.atZone(ZoneId.systemDefault()).toInstant());
  }

  /** The instant of a date column that is not NULL. */
  public Instant time(String column) {
    return instant(column).orElseThrow(() -> new AssertionError(column + " is NULL in " + columns));
  }
}
