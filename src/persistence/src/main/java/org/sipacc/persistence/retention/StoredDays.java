package org.sipacc.persistence.retention;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.schema.Identifiers;

/**
 * Rows by the day of the journal entries that brought them. Rows of other programs, whose ids are
 * no entries', are left alone. All methods throw a {@link PersistenceException} if the database
 * cannot be asked, or refuses.
 */
public final class StoredDays {
  private static final int AT_ONCE = 500;

  /** The table whose rows have attempts. */
  public static final String CALLS = "calls";

  private final AccountingPersistence persistence;

  public StoredDays(AccountingPersistence persistence) {
    this.persistence = persistence;
  }

  /** A node's days before a day whose rows were not removed, the oldest first. */
  public List<StoredDay> before(LocalDate day, int node) {
    return persistence.inTransaction(
        connection -> {
          List<StoredDay> days = new ArrayList<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select substring(hour_utc, 1, 10), stored_in, sum(row_count) from stored_totals"
                      + " where node = ? and hour_utc < ? and removed is null"
                      + " group by substring(hour_utc, 1, 10), stored_in"
                      + " order by substring(hour_utc, 1, 10), stored_in")) {
            query.setInt(1, node);
            query.setString(2, day.toString());
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                days.add(
                    new StoredDay(
                        LocalDate.parse(rows.getString(1)),
                        rows.getString(2),
                        node,
                        rows.getLong(3)));
              }
            }
          }
          return days;
        });
  }

  /**
   * Hands on the rows of a day in the order of their ids, each as its columns' names in lower case
   * with their values: texts, numbers, {@link LocalDateTime}s or null. A call has its attempts as a
   * list of such maps besides.
   */
  public void read(StoredDay day, Consumer<Map<String, Object>> taker) {
    List<Map<String, Object>> batch = new ArrayList<>();
    persistence.inTransaction(
        connection -> {
          Identifiers identifiers = Identifiers.of(connection);
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select * from "
                      + identifiers.quoted(day.table())
                      + " where record_id >= ? and record_id < ? order by record_id")) {
            query.setFetchSize(AT_ONCE);
            query.setString(1, firstId(day.day()));
            query.setString(2, firstId(day.day().plusDays(1)));
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                if (isOf(day.node(), rows.getString("record_id"))) {
                  batch.add(columns(rows));
                }
                if (batch.size() == AT_ONCE) {
                  hand(day, batch, taker);
                }
              }
            }
          }
          hand(day, batch, taker);
          return day;
        });
  }

  private void hand(
      StoredDay day, List<Map<String, Object>> batch, Consumer<Map<String, Object>> taker) {
    if (day.table().equals(CALLS) && !batch.isEmpty()) {
      addAttempts(batch);
    }
    batch.forEach(taker);
    batch.clear();
  }

  /** By a connection of its own: a driver that streams takes no second query on the first. */
  private void addAttempts(List<Map<String, Object>> calls) {
    Map<Object, List<Map<String, Object>>> byCall = new LinkedHashMap<>();
    for (Map<String, Object> call : calls) {
      List<Map<String, Object>> attempts = new ArrayList<>();
      call.put("attempts", attempts);
      byCall.put(call.get("call_uid"), attempts);
    }
    persistence.inTransaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select * from call_attempts where call_uid in ("
                      + marks(byCall.size())
                      + ") order by call_uid, attempt")) {
            set(query, byCall.keySet());
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                Map<String, Object> attempt = columns(rows);
                byCall.get(attempt.remove("call_uid")).add(attempt);
              }
            }
          }
          return calls;
        });
  }

  /**
   * Deletes rows by their ids.
   *
   * @return how many
   */
  public int delete(String table, Collection<String> recordIds) {
    if (recordIds.isEmpty()) {
      return 0;
    }
    return persistence.inTransaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "delete from "
                      + Identifiers.of(connection).quoted(table)
                      + " where record_id in ("
                      + marks(recordIds.size())
                      + ")")) {
            set(delete, recordIds);
            return delete.executeUpdate();
          }
        });
  }

  /** Notes that the rows of a day were removed on purpose. */
  public void noteRemoved(StoredDay day, Instant at) {
    persistence.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update stored_totals set removed = ?"
                      + " where node = ? and hour_utc >= ? and hour_utc < ? and stored_in = ?")) {
            update.setObject(
                1, LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC));
            update.setInt(2, day.node());
            update.setString(3, day.day().toString());
            update.setString(4, day.day().plusDays(1).toString());
            update.setString(5, day.table());
            return update.executeUpdate();
          }
        });
  }

  private static Map<String, Object> columns(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      Object value = rows.getObject(i);
      columns.put(
          meta.getColumnLabel(i).toLowerCase(Locale.ROOT),
          value instanceof Timestamp ? rows.getObject(i, LocalDateTime.class) : value);
    }
    return columns;
  }

  private static boolean isOf(int node, String recordId) {
    String entry = recordId.substring(0, Math.min(TimeOrderedId.LENGTH, recordId.length()));
    return TimeOrderedId.isId(entry) && TimeOrderedId.parse(entry).node() == node;
  }

  private static String firstId(LocalDate day) {
    return TimeOrderedId.of(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), 0, 0)
        .toString();
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static void set(PreparedStatement statement, Collection<?> values) throws SQLException {
    int index = 0;
    for (Object value : values) {
      statement.setObject(++index, value);
    }
  }
}
