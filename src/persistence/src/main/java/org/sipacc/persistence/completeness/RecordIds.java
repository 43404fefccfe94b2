package org.sipacc.persistence.completeness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.persistence.schema.Identifiers;

/** Reads the ids of what a table has, without holding more than a page of them. */
final class RecordIds {
  private static final int FETCH = 1000;

  private final Connection connection;
  private final Identifiers identifiers;

  RecordIds(Connection connection) throws SQLException {
    this.connection = connection;
    this.identifiers = Identifiers.of(connection);
  }

  /**
   * Reads those of a time in their order, so that the rows of a record's legs follow each other; of
   * a table that is gone, none.
   */
  void read(String table, Instant since, Instant until, Consumer<TimeOrderedId> reader)
      throws SQLException {
    if (!exists(table)) {
      return;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "select record_id from "
                + identifiers.quoted(table)
                + " where record_id >= ? and record_id < ? order by record_id")) {
      query.setFetchSize(FETCH);
      query.setString(1, firstIdAt(since));
      query.setString(2, firstIdAt(until));
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          reader.accept(
              TimeOrderedId.parse(result.getString(1).substring(0, TimeOrderedId.LENGTH)));
        }
      }
    }
  }

  private boolean exists(String table) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(), connection.getSchema(), identifiers.fold(table), null)) {
      return tables.next();
    }
  }

  private static String firstIdAt(Instant time) {
    return TimeOrderedId.of(Math.max(0, time.toEpochMilli()), 0, 0).toString();
  }
}
