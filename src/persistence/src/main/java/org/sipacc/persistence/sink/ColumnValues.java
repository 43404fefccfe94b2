package org.sipacc.persistence.sink;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.sipacc.persistence.schema.TableColumns.Column;

/**
 * Fits values to the columns that a table really has, so that no value a caller sent can keep a row
 * from being stored: texts are cut to the column's width, and where an extra column is not of a
 * character type, its text is read as that type.
 */
final class ColumnValues {
  private static final char REPLACEMENT = '\uFFFD';

  private ColumnValues() {}

  /**
   * Binds a value.
   *
   * @return what had to be changed, for a warning; empty if nothing
   */
  static Optional<String> bind(PreparedStatement statement, int index, Column column, Object value)
      throws SQLException {
    if (value instanceof String text) {
      return column.isCharacter()
          ? bindText(statement, index, column, text)
          : bindTyped(statement, index, column, text);
    }
    if (value instanceof Long number) {
      return bindNumber(statement, index, column, number);
    }
    if (value == null) {
      statement.setNull(index, column.jdbcType());
    } else {
      statement.setObject(index, value);
    }
    return Optional.empty();
  }

  private static Optional<String> bindText(
      PreparedStatement statement, int index, Column column, String text) throws SQLException {
    String storable = storable(text);
    if (column.size() == 0 || storable.length() <= column.size()) {
      statement.setString(index, storable);
      return Optional.empty();
    }
    int end = column.size();
    if (Character.isHighSurrogate(storable.charAt(end - 1))) {
      end--;
    }
    statement.setString(index, storable.substring(0, end));
    return Optional.of(column.name() + " cut from " + text.length() + " to " + end + " characters");
  }

  /** Without what PostgreSQL or the drivers' UTF-8 refuse: NUL and halves of surrogate pairs. */
  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static Optional<String> bindNumber(
      PreparedStatement statement, int index, Column column, long number) throws SQLException {
    long largest =
        switch (column.jdbcType()) {
          case Types.TINYINT -> Byte.MAX_VALUE;
          case Types.SMALLINT -> Short.MAX_VALUE;
          case Types.INTEGER -> Integer.MAX_VALUE;
          default -> Long.MAX_VALUE;
        };
    statement.setLong(index, Math.min(number, largest));
    return number <= largest
        ? Optional.empty()
        : Optional.of(column.name() + " lowered from " + number + " to " + largest);
  }

  private static Optional<String> bindTyped(
      PreparedStatement statement, int index, Column column, String text) throws SQLException {
    if (text.isEmpty()) {
      statement.setNull(index, column.jdbcType());
      return Optional.empty();
    }
    try {
      statement.setObject(index, typed(column.jdbcType(), text.strip()), column.jdbcType());
      return Optional.empty();
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      statement.setNull(index, column.jdbcType());
      return Optional.of(column.name() + " set to NULL: the value does not fit the column's type");
    }
  }

  private static Object typed(int jdbcType, String text) {
    return switch (jdbcType) {
      case Types.TINYINT -> Byte.valueOf(text);
      case Types.SMALLINT -> Short.valueOf(text);
      case Types.INTEGER -> Integer.valueOf(text);
      case Types.BIGINT -> Long.valueOf(text);
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC ->
          new BigDecimal(text);
      case Types.BOOLEAN, Types.BIT -> bool(text);
      case Types.DATE -> LocalDate.parse(text);
      case Types.TIME -> LocalTime.parse(text);
      case Types.TIMESTAMP -> LocalDateTime.parse(text.replaceFirst(" ", "T"));
      default -> storable(text);
    };
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "1", "true", "t", "yes" -> true;
      case "0", "false", "f", "no" -> false;
      default -> throw new NumberFormatException("not a truth value");
    };
  }
}
