package org.sipacc.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;
import org.sipacc.accounting.parameter.JournalSync;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.RetryPolicy;
import org.sipacc.delivery.Sink;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.StoredCalls;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.url.DatabaseDialect;

/** The journal, the sinks behind it, and the deliverers between them. */
final class Backends implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Backends.class.getName());
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Journal journal;
  private final Delivery delivery;
  private final Optional<AccountingPersistence> persistence;
  private final DataSource dataSource;

  private Backends(
      Journal journal,
      Delivery delivery,
      Optional<AccountingPersistence> persistence,
      DataSource dataSource) {
    this.journal = journal;
    this.delivery = delivery;
    this.persistence = persistence;
    this.dataSource = dataSource;
  }

  static Backends start(
      Parameters parameters,
      Policy policy,
      Path data,
      DataSource dataSource,
      ThreadFactory threads) {
    Optional<AccountingPersistence> persistence =
        parameters.databaseEnabled()
            ? Optional.of(database(persistenceSettings(parameters, policy), data, dataSource))
            : Optional.empty();
    List<Sink> sinks = persistence.<Sink>map(DatabaseSink::new).stream().toList();
    Journal journal = Journal.open(journalSettings(parameters, data.resolve("journal")));
    Delivery delivery = Delivery.start(journal, sinks, RetryPolicy.DEFAULT, threads);
    return new Backends(journal, delivery, persistence, dataSource);
  }

  Journal journal() {
    return journal;
  }

  /** The accounting database, if there is one. */
  Optional<DataSource> database() {
    return persistence.map(open -> dataSource);
  }

  List<DelivererStatus> deliveries() {
    return delivery.statuses();
  }

  /** A call's summary in the database, by its id or by its Call-ID. */
  Optional<CallSummary> storedCall(String id) {
    try {
      return persistence.flatMap(database -> StoredCalls.find(database, id));
    } catch (PersistenceException e) {
      throw new IllegalStateException(
          "the database cannot be asked for the call: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (!delivery.stop(DRAIN)) {
        LOG.log(
            Level.WARNING, "not all records are delivered yet; the next start goes on with them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
    persistence.ifPresent(AccountingPersistence::close);
  }

  private static AccountingPersistence database(
      PersistenceSettings settings, Path data, DataSource dataSource) {
    Path marker = data.resolve("schema." + settings.dialect().name().toLowerCase(Locale.ROOT));
    try {
      SchemaMigration.migrate(dataSource, settings);
      Files.createDirectories(data);
      Files.writeString(
          marker, "The tables have been made; a start no longer needs the database.\n");
    } catch (SchemaException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (SchemaUnavailableException e) {
      if (!Files.exists(marker)) {
        throw new IllegalStateException(
            e.getMessage() + "; the first start needs the database to make its tables", e);
      }
      LOG.log(
          Level.WARNING,
          "{0}; calls are taken all the same, their records wait in the journal",
          e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker + ": " + e.getMessage(), e);
    }
    return AccountingPersistence.open(dataSource, settings);
  }

  /** The database settings of the parameters and of one policy. */
  static PersistenceSettings persistenceSettings(Parameters parameters, Policy policy) {
    List<String> columns =
        Stream.of(parameters.extraFields(), parameters.legFields())
            .flatMap(fields -> fields.of(Backend.DB).stream())
            .map(Declaration::name)
            .distinct()
            .toList();
    return new PersistenceSettings(
        DatabaseDialect.valueOf(System.getProperty("sipacc.db.dialect", "H2")),
        parameters.get(Catalogue.DB_TABLE_ACC),
        parameters.get(Catalogue.DB_TABLE_MISSED_CALLS),
        policy.tables(),
        parameters.coreColumns(),
        columns,
        parameters.get(Catalogue.TIME_ZONE));
  }

  private static JournalSettings journalSettings(Parameters parameters, Path directory) {
    JournalSettings settings = JournalSettings.of(directory, parameters.get(Catalogue.NODE));
    JournalSync sync = parameters.get(Catalogue.JOURNAL_SYNC);
    SyncPolicy policy = SyncPolicy.valueOf(sync.policy().name());
    return sync.policy() == JournalSync.Policy.INTERVAL
        ? settings.withSync(policy, sync.interval())
        : settings.withSync(policy, settings.syncInterval());
  }
}
