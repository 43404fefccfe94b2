package org.sipacc.persistence.completeness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalPosition;

/**
 * Compares the totals that were kept while rows were stored with the rows that are there, hour by
 * hour. Both are read in one transaction that sees one state, so that rows may go on being stored.
 */
public final class RowComparison {
  private final Connection connection;
  private final RecordIds ids;

  private RowComparison(Connection connection) throws SQLException {
    this.connection = connection;
    this.ids = new RecordIds(connection);
  }

  /**
   * What the database says at one moment.
   *
   * @param cursor how far the journal has been stored; empty if the database does not know it
   * @param hours those of all nodes, oldest first
   * @param entriesOfRun how many entries were stored that the journal took since it was opened
   */
  public record Findings(
      Optional<JournalPosition> cursor, List<HourOfTable> hours, long entriesOfRun) {
    public Findings {
      hours = List.copyOf(hours);
    }
  }

  /**
   * Compares.
   *
   * @param journal the journal whose cursor and run are asked about
   * @param openedAt where this run of the journal began
   * @throws SQLException if the database cannot be asked
   */
  public static Findings compare(
      DataSource dataSource, Period period, UUID journal, JournalPosition openedAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      int isolation = connection.getTransactionIsolation();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        RowComparison rows = new RowComparison(connection);
        return new Findings(
            rows.cursor(journal), rows.hours(period), rows.entriesAfter(journal, openedAt));
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(isolation);
      }
    }
  }

  private Optional<JournalPosition> cursor(UUID journal) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select epoch, sequence from delivery_cursor where journal = ?")) {
      query.setString(1, journal.toString());
      try (ResultSet result = query.executeQuery()) {
        return result.next()
            ? Optional.of(new JournalPosition(result.getInt(1), result.getLong(2)))
            : Optional.empty();
      }
    }
  }

  private long entriesAfter(UUID journal, JournalPosition openedAt) throws SQLException {
    long entries = 0;
    try (PreparedStatement query =
        connection.prepareStatement(
            "select node, epoch, hour_utc, stored_in, entries, first_sequence from stored_totals"
                + " where journal = ? and (epoch > ? or (epoch = ? and last_sequence > ?))")) {
      query.setString(1, journal.toString());
      query.setInt(2, openedAt.epoch());
      query.setInt(3, openedAt.epoch());
      query.setLong(4, openedAt.sequence());
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          Group group = group(result);
          boolean beganBefore =
              group.epoch() == openedAt.epoch() && result.getLong(6) <= openedAt.sequence();
          entries +=
              beganBefore ? countAfter(openedAt, result.getString(4), group) : result.getLong(5);
        }
      }
    }
    return entries;
  }

  /** Of an hour in which the run began, those of its entries that are there. */
  private long countAfter(JournalPosition openedAt, String table, Group group) throws SQLException {
    RowCount count = new RowCount();
    ids.read(
        table,
        group.hour(),
        group.end(),
        id -> {
          if (Group.of(id).equals(group) && JournalPosition.after(id).compareTo(openedAt) > 0) {
            count.add(id);
          }
        });
    return count.totals.getOrDefault(group, Total.NONE).entries();
  }

  private List<HourOfTable> hours(Period period) throws SQLException {
    Map<String, Map<Group, Total>> stored = totals(period);
    List<HourOfTable> hours = new ArrayList<>();
    for (Map.Entry<String, Map<Group, Total>> table : stored.entrySet()) {
      RowCount there = new RowCount();
      ids.read(table.getKey(), period.since(), period.until(), there::add);
      for (Map.Entry<Group, Total> group : table.getValue().entrySet()) {
        hours.add(
            compared(
                table.getKey(),
                group.getKey(),
                group.getValue(),
                there.totals.getOrDefault(group.getKey(), Total.NONE),
                stored));
      }
    }
    hours.sort(
        Comparator.<HourOfTable, Instant>comparing(hour -> hour.group().hour())
            .thenComparing(HourOfTable::table));
    return hours;
  }

  private HourOfTable compared(
      String table, Group group, Total stored, Total there, Map<String, Map<Group, Total>> all)
      throws SQLException {
    long missing = stored.entries() - there.entries();
    boolean complete = stored.agrees(there);
    List<SequenceRange> ranges = List.of();
    if (!complete && missing == 1) {
      long number = stored.sum() - there.sum();
      ranges = List.of(new SequenceRange(number, number));
    } else if (!complete) {
      ranges = absent(group, all);
    }
    boolean exact = ranges.stream().mapToLong(SequenceRange::size).sum() == missing;
    return new HourOfTable(group, table, stored.rows(), there.rows(), complete, ranges, exact);
  }

  /** The numbers of an hour that no table has; those of other backends are among them. */
  private List<SequenceRange> absent(Group group, Map<String, Map<Group, Total>> stored)
      throws SQLException {
    Total all =
        stored.values().stream()
            .map(table -> table.getOrDefault(group, Total.NONE))
            .reduce(Total.NONE, Total::plus);
    AbsentNumbers numbers = new AbsentNumbers(all.first(), all.last());
    for (String table : numbers.isTooWide() ? List.<String>of() : List.copyOf(stored.keySet())) {
      ids.read(
          table,
          group.hour(),
          group.end(),
          id -> {
            if (Group.of(id).equals(group)) {
              numbers.isThere(JournalPosition.after(id).sequence());
            }
          });
    }
    return numbers.ranges();
  }

  private Map<String, Map<Group, Total>> totals(Period period) throws SQLException {
    Map<String, Map<Group, Total>> totals = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select node, epoch, hour_utc, stored_in, entries, first_sequence, row_count,"
                + " last_sequence, sequence_sum from stored_totals"
                + " where hour_utc >= ? and hour_utc < ? and removed is null")) {
      query.setString(1, Group.hourText(period.since()));
      query.setString(2, Group.hourText(period.until()));
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          totals
              .computeIfAbsent(result.getString(4), table -> new HashMap<>())
              .merge(
                  group(result),
                  new Total(
                      result.getLong(5),
                      result.getLong(7),
                      result.getLong(6),
                      result.getLong(8),
                      result.getLong(9)),
                  Total::plus);
        }
      }
    }
    return totals;
  }

  private static Group group(ResultSet result) throws SQLException {
    return new Group(result.getInt(1), result.getInt(2), Group.hour(result.getString(3)));
  }

  /** Counts rows that come in the order of their ids. */
  private static final class RowCount {
    private final Map<Group, Total> totals = new HashMap<>();
    private Optional<TimeOrderedId> last = Optional.empty();

    void add(TimeOrderedId id) {
      Optional<TimeOrderedId> now = Optional.of(id);
      totals.merge(Group.of(id), Total.ofRow(id, last.equals(now)), Total::plus);
      last = now;
    }
  }
}
