package org.sipacc.cli.records;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A value of a row as it is printed.
 *
 * @param text its text
 * @param number whether it is a number or a truth value, which JSON writes without quotes
 */
record Value(String text, boolean number) {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final DateTimeFormatter FRACTION =
      new DateTimeFormatterBuilder()
          .append(SECONDS)
          .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
          .toFormatter();

  static Optional<Value> read(ResultSet result, int index, int sqlType) throws SQLException {
    Optional<Value> value =
        switch (sqlType) {
          case Types.TINYINT,
              Types.SMALLINT,
              Types.INTEGER,
              Types.BIGINT,
              Types.DECIMAL,
              Types.NUMERIC ->
              Optional.ofNullable(result.getBigDecimal(index)).map(Value::of);
          case Types.REAL, Types.FLOAT, Types.DOUBLE -> of(result.getDouble(index));
          case Types.BOOLEAN, Types.BIT ->
              Optional.of(new Value(String.valueOf(result.getBoolean(index)), true));
          case Types.TIMESTAMP ->
              Optional.ofNullable(result.getObject(index, LocalDateTime.class)).map(Value::of);
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
              Optional.ofNullable(result.getBytes(index)).map(Value::of);
          default -> Optional.ofNullable(result.getString(index)).map(Value::of);
        };
    return result.wasNull() ? Optional.empty() : value;
  }

  private static Value of(String text) {
    return new Value(text, false);
  }

  private static Value of(BigDecimal number) {
    return new Value(number.toPlainString(), true);
  }

  private static Optional<Value> of(double number) {
    return Optional.of(new Value(Double.toString(number), Double.isFinite(number)));
  }

  private static Value of(byte[] bytes) {
    return of(HexFormat.of().formatHex(bytes));
  }

  private static Value of(LocalDateTime time) {
    boolean whole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    return of((whole ? SECONDS : FRACTION).format(time));
  }
}
