package org.sipacc.bench.sink;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sipacc.bench.database.Pool;
import org.sipacc.delivery.Sink;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.TestDatabase;

/** The product's database sink, called as a deliverer calls it. */
final class SinkWriter implements BatchWriter {
  private static final int NODE = 1;

  private final UUID journal = UUID.randomUUID();
  private final Calls calls = new Calls(NODE);
  private final Pool pool;
  private final AccountingPersistence persistence;
  private final Sink sink;
  private List<RecordEntry> round = List.of();
  private JournalPosition cursor;

  private SinkWriter(Pool pool, PersistenceSettings settings) throws Exception {
    this.pool = pool;
    this.persistence = AccountingPersistence.open(pool.dataSource(), settings);
    this.sink = new DatabaseSink(persistence);
    this.cursor = sink.position(journal, JournalPosition.START);
  }

  static SinkWriter open(TestDatabase database) throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    return new SinkWriter(new Pool(database.dataSource()), settings);
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
  public void write(int from, int to) throws Exception {
    List<RecordEntry> batch = round.subList(from, to);
    JournalPosition next = batch.get(batch.size() - 1).position();
    sink.deliver(journal, cursor, next, batch);
    cursor = next;
  }

  @Override
  public void close() throws SQLException {
    sink.close();
    persistence.close();
    pool.close();
  }
}
