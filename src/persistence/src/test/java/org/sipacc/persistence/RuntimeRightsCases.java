package org.sipacc.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdrEntry;
import static org.sipacc.persistence.Samples.summary;
import static org.sipacc.persistence.Samples.summaryEntry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.number.Countries;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.access.StoredUsers;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.UserRow;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.persistence.testing.TestDatabase;

/** A database user with the rights that {@code docs/databases.md} names for a running server. */
abstract class RuntimeRightsCases extends OnEachDatabase {
  RuntimeRightsCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  /** Makes a user who may read, insert and update, and nothing else. */
  protected abstract TestDatabase withoutMoreRights();

  @Test
  void oneWhoMayReadInsertAndUpdateStartsOnTablesThatAreThereAndStores() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    TestDatabase limited = withoutMoreRights();

    SchemaMigration.migrate(limited.dataSource(), settings);
    try (AccountingPersistence persistence =
            AccountingPersistence.open(limited.dataSource(), settings);
        DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(
          journal,
          JournalPosition.START,
          at(2),
          List.of(cdrEntry(1), summaryEntry(2, summary(Samples.ANSWERED))));
      assertThat(new RecordStore<>(persistence, AccRecord.class).latest(5)).hasSize(1);
      StoredUsers users = new StoredUsers(persistence);
      assertThat(users.add(new UserRow("anna", "VIEWER", "", Samples.ANSWERED))).isTrue();
      assertThat(users.change("anna", UserRow::disable)).isPresent();
      Rollups rollups = new Rollups(persistence, new Countries(Optional.empty()));
      assertThat(rollups.advance()).isTrue();
      Rollups.rebuild(persistence);
      assertThat(rollups.advance()).isTrue();
      assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(1, 1, false));
    }
  }

  @Test
  void theTablesThemselvesNeedMore() {
    TestDatabase limited = withoutMoreRights();
    assertThatThrownBy(
            () ->
                SchemaMigration.migrate(
                    limited.dataSource(), PersistenceSettings.defaults(database.dialect())))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("right to create tables");
  }
}
