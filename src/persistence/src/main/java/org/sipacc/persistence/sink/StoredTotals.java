package org.sipacc.persistence.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.sipacc.persistence.completeness.Group;
import org.sipacc.persistence.completeness.Total;

/**
 * Keeps count of what was stored, in the transaction that stores it: for each journal, hour and
 * table how many entries and rows, and the sum of their sequence numbers. Rows that vanish later
 * are missed by it, and a single one by its number.
 *
 * <p>The hour is that of the entry's id, in UTC.
 */
final class StoredTotals {
  private static final String ADD =
      "update stored_totals set entries = entries + ?, row_count = row_count + ?,"
          + " first_sequence = least(first_sequence, ?),"
          + " last_sequence = greatest(last_sequence, ?), sequence_sum = sequence_sum + ?,"
          + " removed = null"
          + " where journal = ? and node = ? and epoch = ? and hour_utc = ? and stored_in = ?";
  private static final String BEGIN =
      "insert into stored_totals (entries, row_count, first_sequence, last_sequence, sequence_sum,"
          + " journal, node, epoch, hour_utc, stored_in) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private StoredTotals() {}

  private record Key(Group group, String table) {}

  /** Adds rows that the connection's transaction stores. */
  static void add(Connection connection, UUID journal, List<Row> rows) throws SQLException {
    for (Map.Entry<Key, Total> total : totals(rows).entrySet()) {
      if (execute(connection, ADD, journal, total) == 0) {
        execute(connection, BEGIN, journal, total);
      }
    }
  }

  // Rows of a table mostly follow each other and share the instance.
  @SuppressWarnings("ReferenceEquality")
  private static Map<Key, Total> totals(List<Row> rows) {
    Map<Key, Total> totals = new LinkedHashMap<>();
    RowLayout layout = null;
    Key key = null;
    Total run = Total.NONE;
    for (Row row : rows) {
      if (row.layout().shape().isCounted()) {
        Group group = Group.of(row.entry());
        if (key == null || row.layout() != layout || !key.group().equals(group)) {
          add(totals, key, run);
          layout = row.layout();
          key = new Key(group, layout.table().toLowerCase(Locale.ROOT));
          run = Total.NONE;
        }
        run = run.plus(Total.ofRow(row.entry(), row.part() > 0));
      }
    }
    add(totals, key, run);
    return totals;
  }

  private static void add(Map<Key, Total> totals, Key key, Total run) {
    if (key != null) {
      totals.merge(key, run, Total::plus);
    }
  }

  private static int execute(
      Connection connection, String sql, UUID journal, Map.Entry<Key, Total> total)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, total.getValue().entries());
      statement.setLong(2, total.getValue().rows());
      statement.setLong(3, total.getValue().first());
      statement.setLong(4, total.getValue().last());
      statement.setLong(5, total.getValue().sum());
      statement.setString(6, journal.toString());
      statement.setInt(7, total.getKey().group().node());
      statement.setInt(8, total.getKey().group().epoch());
      statement.setString(9, total.getKey().group().hourText());
      statement.setString(10, total.getKey().table());
      return statement.executeUpdate();
    }
  }
}
