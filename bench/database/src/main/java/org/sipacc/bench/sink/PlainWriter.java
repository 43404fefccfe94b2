package org.sipacc.bench.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Timing;
import org.sipacc.bench.database.Pool;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.persistence.testing.TestDatabase;

/**
 * What one would write by hand for this one table, and no other: a statement and its batches, on a
 * connection of a pool.
 */
final class PlainWriter implements BatchWriter {
  private static final int NODE = 2;
  private static final String INSERT =
      "insert into acc (method, from_tag, to_tag, callid, sip_code, sip_reason, time, src_user,"
          + " src_domain, dst_user, dst_domain, setuptime, created, duration, ms_duration,"
          + " record_id, call_uid) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String MOVE =
      "update delivery_cursor set epoch = ?, sequence = ?, updated = ?"
          + " where journal = ? and epoch = ? and sequence = ?";

  private final String journal = UUID.randomUUID().toString();
  private final Calls calls = new Calls(NODE);
  private final ZoneId zone = ZoneId.systemDefault();
  private final Pool pool;
  private List<RecordEntry> round = List.of();
  private long cursor;

  private PlainWriter(Pool pool) {
    this.pool = pool;
  }

  static PlainWriter open(TestDatabase database) throws SQLException {
    PlainWriter writer = new PlainWriter(new Pool(database.dataSource()));
    database.execute(
        "insert into delivery_cursor (journal, epoch, sequence, updated) values ('"
            + writer.journal
            + "', 0, 0, '2026-01-01 00:00:00')");
    return writer;
  }

  @Override
  public void prepare(int rows) {
    List<RecordEntry> entries = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      entries.add(calls.next());
    }
    round = entries;
  }

  @Override
  public void write(int from, int to) throws SQLException {
    List<RecordEntry> batch = round.subList(from, to);
    try (Connection connection = pool.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      moveTo(connection, batch.get(batch.size() - 1).position().sequence());
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        for (RecordEntry entry : batch) {
          bind(insert, entry);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private void moveTo(Connection connection, long next) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      move.setInt(1, 0);
      move.setLong(2, next);
      move.setObject(3, LocalDateTime.now(zone).truncatedTo(ChronoUnit.MILLIS));
      move.setString(4, journal);
      move.setInt(5, 0);
      move.setLong(6, cursor);
      if (move.executeUpdate() != 1) {
        throw new SQLException("the cursor is not at " + cursor);
      }
    }
    cursor = next;
  }

  private void bind(PreparedStatement insert, RecordEntry entry) throws SQLException {
    AccountingRecord record = entry.record();
    Timing timing = record.timing().orElseThrow();
    int column = 0;
    insert.setString(++column, record.core().method());
    insert.setString(++column, record.core().fromTag());
    insert.setString(++column, record.core().toTag());
    insert.setString(++column, record.core().callId());
    insert.setString(++column, record.core().code());
    insert.setString(++column, record.core().reason());
    insert.setObject(++column, seconds(record.core().time()));
    for (int extra = 0; extra < record.extras().size(); extra++) {
      insert.setString(++column, record.extras().get(extra).value());
    }
    insert.setLong(++column, timing.setupSeconds());
    insert.setObject(++column, seconds(timing.created().orElseThrow()));
    insert.setLong(++column, timing.durationSeconds());
    insert.setLong(++column, timing.durationMillis());
    insert.setString(++column, entry.id().toString());
    insert.setString(++column, record.callUid().orElseThrow().toString());
  }

  private LocalDateTime seconds(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() throws SQLException {
    pool.close();
  }
}
