package org.sipacc.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.JournalSync;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.backends.file.FileSinks;
import org.sipacc.backends.radius.RadiusSinks;
import org.sipacc.backends.syslog.SyslogSinks;
import org.sipacc.delivery.DeadLetter;
import org.sipacc.delivery.DeadLetterFilter;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.RetryPolicy;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.Undelivered;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.StoredCalls;
import org.sipacc.persistence.StoredForeignByes;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.url.DatabaseDialect;
import org.sipacc.service.events.Subscriptions;

/** The journal, the sinks behind it, and the deliverers between them. */
final class Backends implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Backends.class.getName());
  private static final int SEGMENTS_AT_LEAST = 16;

  private final Journal journal;
  private final Undelivered undelivered;
  private final Delivery delivery;
  private final Subscriptions subscriptions;
  private final Optional<AccountingPersistence> persistence;
  private final DataSource dataSource;
  private final Duration drain;

  private Backends(
      Journal journal,
      Undelivered undelivered,
      Delivery delivery,
      Subscriptions subscriptions,
      Optional<AccountingPersistence> persistence,
      DataSource dataSource,
      Duration drain) {
    this.journal = journal;
    this.undelivered = undelivered;
    this.delivery = delivery;
    this.subscriptions = subscriptions;
    this.persistence = persistence;
    this.dataSource = dataSource;
    this.drain = drain;
  }

  static Backends start(
      Parameters parameters,
      Policy policy,
      Path data,
      DataSource dataSource,
      ThreadFactory threads) {
    Optional<AccountingPersistence> persistence =
        parameters.databaseEnabled()
            ? Optional.of(database(parameters, policy, data, dataSource))
            : Optional.empty();
    List<Sink> sinks = new ArrayList<>();
    persistence.map(DatabaseSink::new).ifPresent(sinks::add);
    sinks.addAll(
        RadiusSinks.of(parameters, ServerDirectories.configuration(), data.resolve("cursors")));
    sinks.addAll(SyslogSinks.of(parameters, data.resolve("cursors"), threads));
    sinks.addAll(FileSinks.of(parameters, data.resolve("cursors"), threads));
    Journal journal = Journal.open(journalSettings(parameters, data.resolve("journal")));
    try {
      Subscriptions subscriptions =
          Subscriptions.open(parameters, data.resolve("events"), journal, Clock.systemUTC());
      sinks.addAll(subscriptions.sinks());
      Undelivered undelivered = undelivered(data.resolve("dead-letters"));
      RetryPolicy retry =
          new RetryPolicy(RetryPolicy.DEFAULT.first(), parameters.get(Catalogue.RETRY_LONGEST));
      Delivery delivery = Delivery.start(journal, sinks, retry, undelivered, threads);
      subscriptions.start(delivery, threads);
      return new Backends(
          journal,
          undelivered,
          delivery,
          subscriptions,
          persistence,
          dataSource,
          parameters.get(Catalogue.DRAIN));
    } catch (ConfigurationException | IllegalStateException | UncheckedIOException e) {
      sinks.forEach(Sink::close);
      journal.close();
      throw e;
    }
  }

  private static Undelivered undelivered(Path directory) {
    try {
      return Undelivered.open(directory);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the dead letters in "
              + directory
              + " cannot be opened: "
              + e
              + "; see that its files are readable and writable",
          e);
    }
  }

  Journal journal() {
    return journal;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** The accounting database, if there is one. */
  Optional<DataSource> database() {
    return persistence.map(open -> dataSource);
  }

  /** The accounting database's entities, if there is a database. */
  Optional<AccountingPersistence> persistence() {
    return persistence;
  }

  /** What the database refused for good, whatever came of it. */
  List<DeadLetter> databaseDeadLetters() {
    return delivery
        .redelivery()
        .find(DeadLetterFilter.ALL.in(Backend.DB.token()), Integer.MAX_VALUE);
  }

  BackendManagement management() {
    return new BackendManagement(delivery, persistence);
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

  /**
   * Gives what the database has of BYEs that other nodes saw of a node's calls.
   *
   * @return how many
   * @throws PersistenceException if the database cannot be asked
   */
  int takeForeignByes(int node, Consumer<ForeignBye> taker) {
    return persistence.map(open -> StoredForeignByes.take(open, node, taker)).orElse(0);
  }

  @Override
  public void close() {
    subscriptions.close();
    try {
      if (!delivery.stop(drain)) {
        LOG.log(
            Level.WARNING, "not all records are delivered yet; the next start goes on with them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
    try {
      undelivered.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the dead letters were not closed cleanly", e);
    }
    persistence.ifPresent(AccountingPersistence::close);
  }

  private static AccountingPersistence database(
      Parameters parameters, Policy policy, Path data, DataSource dataSource) {
    PersistenceSettings settings = persistenceSettings(parameters, policy);
    Path marker = data.resolve("schema." + settings.dialect().name().toLowerCase(Locale.ROOT));
    try {
      AccountingSchema.migrate(dataSource, settings, parameters, "");
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
    return PersistenceSettings.of(
        DatabaseDialect.valueOf(System.getProperty("sipacc.db.dialect", "H2")), parameters, policy);
  }

  private static JournalSettings journalSettings(Parameters parameters, Path directory) {
    long maxBytes = parameters.get(Catalogue.JOURNAL_MAX_SIZE);
    long segmentBytes =
        Math.min(JournalSettings.DEFAULT_SEGMENT_BYTES, maxBytes / SEGMENTS_AT_LEAST);
    JournalSettings settings =
        JournalSettings.of(directory, parameters.get(Catalogue.NODE))
            .withSizes(segmentBytes, maxBytes)
            .withReserve(parameters.get(Catalogue.JOURNAL_RESERVE))
            .withRetention(parameters.get(Catalogue.JOURNAL_RETENTION));
    JournalSync sync = parameters.get(Catalogue.JOURNAL_SYNC);
    SyncPolicy policy = SyncPolicy.valueOf(sync.policy().name());
    return sync.policy() == JournalSync.Policy.INTERVAL
        ? settings.withSync(policy, sync.interval())
        : settings.withSync(policy, settings.syncInterval());
  }
}
