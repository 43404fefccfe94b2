package org.sipacc.persistence.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdrEntry;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** What happens while a real server is down. */
abstract class StoppedServerCases extends OnEachDatabase {
  private static final UUID JOURNAL = UUID.randomUUID();

  StoppedServerCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @Test
  void aServerThatIsDownIsUnavailableAndStoresOnceWhenItIsBack() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    try (AccountingPersistence persistence =
            AccountingPersistence.open(database.dataSource(), settings);
        DatabaseSink sink = new DatabaseSink(persistence)) {
      server().stop();
      assertThatThrownBy(() -> SchemaMigration.migrate(database.dataSource(), settings))
          .isInstanceOf(SchemaUnavailableException.class)
          .hasMessageContaining("cannot be reached");
      assertThatThrownBy(() -> sink.position(JOURNAL, JournalPosition.START))
          .isInstanceOf(SinkUnavailableException.class);
      server().start();
      assertThat(sink.position(JOURNAL, JournalPosition.START)).isEqualTo(JournalPosition.START);
      server().stop();
      assertThatThrownBy(
              () -> sink.deliver(JOURNAL, JournalPosition.START, at(1), List.of(cdrEntry(1))))
          .isInstanceOf(SinkUnavailableException.class);
      server().start();
      sink.deliver(JOURNAL, JournalPosition.START, at(1), List.of(cdrEntry(1)));
      assertThat(database.count("acc")).isEqualTo(1);
    }
  }
}
