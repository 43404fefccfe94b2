package org.sipacc.persistence.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManager;
import javax.persistence.EntityTransaction;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.number.Countries;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.DatabaseFault;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.entity.DeliveryCursor;
import org.sipacc.persistence.sink.CarefulWriter.AccountingTables;

/**
 * Stores records marked for {@code db}, call summaries, and BYEs of other nodes' calls.
 *
 * <p>The cursor is a row of the same database. It is moved first in the transaction that stores the
 * rows, and only from where the deliverer believes it to be: whoever comes second, a commit that
 * arrives late included, moves nothing and stores nothing.
 *
 * <p>Rows go in by plain batches over the entities' mappings, not by {@code persist}, which costs
 * up to half the speed and loses the order of the rows.
 */
public final class DatabaseSink implements Sink {
  private static final Logger LOG = System.getLogger(DatabaseSink.class.getName());
  private static final String MOVE_CURSOR =
      "update delivery_cursor set epoch = ?, sequence = ?, updated = ?"
          + " where journal = ? and epoch = ? and sequence = ?";

  private final AccountingPersistence persistence;
  private final RowMapper mapper;
  private final AccountingTables tables;
  private final RowWriter writer = new RowWriter();
  private final Clock clock = Clock.systemUTC();

  /**
   * @param persistence the database; stays open when this sink is closed
   */
  public DatabaseSink(AccountingPersistence persistence) {
    this.persistence = persistence;
    PersistenceSettings settings = persistence.settings();
    this.mapper = new RowMapper(settings.missedTable(), new Countries(settings.country()));
    this.tables =
        new AccountingTables(
            settings.dialect(), Set.of(settings.accTable(), settings.missedTable(), "calls"));
  }

  @Override
  public String name() {
    return Backend.DB.token();
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof JournalEntry.SummaryEntry
        || entry instanceof JournalEntry.ForeignByeEntry
        || (entry instanceof JournalEntry.RecordEntry e && e.record().backend() == Backend.DB);
  }

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public String table(JournalEntry entry) {
    return tables.of(entry);
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    try {
      Optional<JournalPosition> known = find(journal);
      return known.isPresent() ? known.get() : begin(journal, oldest);
    } catch (RuntimeException e) {
      throw unavailable("the cursor cannot be read", e);
    }
  }

  private Optional<JournalPosition> find(UUID journal) {
    return persistence.query(
        em ->
            Optional.ofNullable(em.find(DeliveryCursor.class, journal.toString()))
                .map(DeliveryCursor::position));
  }

  private JournalPosition begin(UUID journal, JournalPosition oldest) {
    try {
      persistence.change(em -> em.persist(new DeliveryCursor(journal, oldest, clock.instant())));
    } catch (RuntimeException e) {
      // Another sink of this journal may have been first.
      return find(journal).orElseThrow(() -> e);
    }
    LOG.log(
        Level.INFO,
        "the database knows no cursor of journal {0}: delivery begins after epoch {1}, entry {2}",
        journal,
        Integer.toString(oldest.epoch()),
        Long.toString(oldest.sequence()));
    return oldest;
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    store(journal, entries, connection -> moveCursor(connection, journal, from, to));
  }

  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    store(journal, entries, connection -> {});
  }

  /**
   * Stores all entries or none: at once, and if the database refuses some, once more to find out
   * which.
   *
   * @param first done first in the transaction
   */
  private void store(UUID journal, List<? extends JournalEntry> entries, First first)
      throws SinkUnavailableException, RecordsRefusedException {
    try {
      tell(
          transaction(
              first, (connection, session) -> writeAll(journal, connection, session, entries)));
    } catch (SQLException | RuntimeException e) {
      writer.forget();
      if (entries.isEmpty() || DatabaseFault.of(e) == DatabaseFault.OUTAGE) {
        throw unavailable(entries.size() + " entries are not stored", e);
      }
      storeCarefully(journal, entries, first);
    }
  }

  private List<String> writeAll(
      UUID journal,
      Connection connection,
      AbstractSession session,
      List<? extends JournalEntry> entries)
      throws SQLException {
    List<Row> rows = mapper.rows(entries);
    List<String> warnings = writer.write(connection, session, rows);
    StoredTotals.add(connection, journal, rows);
    return warnings;
  }

  private void storeCarefully(UUID journal, List<? extends JournalEntry> entries, First first)
      throws SinkUnavailableException, RecordsRefusedException {
    try {
      tell(
          transaction(
              first, (connection, session) -> writeEach(journal, connection, session, entries)));
    } catch (SQLException | RuntimeException e) {
      writer.forget();
      throw unavailable(entries.size() + " entries are not stored", e);
    }
  }

  private List<String> writeEach(
      UUID journal,
      Connection connection,
      AbstractSession session,
      List<? extends JournalEntry> entries)
      throws SQLException, RecordsRefusedException {
    CarefulWriter careful = new CarefulWriter(mapper, writer, tables, journal, connection, session);
    List<Refusal> refusals = careful.write(entries);
    if (!refusals.isEmpty()) {
      throw new RecordsRefusedException(refusals);
    }
    return careful.warnings();
  }

  private static void tell(List<String> warnings) {
    warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
  }

  private List<String> transaction(First first, Work work)
      throws SQLException, SinkUnavailableException, RecordsRefusedException {
    EntityManager em = persistence.entityManager();
    EntityTransaction transaction = em.getTransaction();
    try {
      transaction.begin();
      Connection connection = em.unwrap(Connection.class);
      first.in(connection);
      List<String> warnings =
          work.with(connection, (AbstractSession) em.unwrap(ServerSession.class));
      transaction.commit();
      return warnings;
    } finally {
      end(em, transaction);
    }
  }

  /** What a transaction begins with. */
  private interface First {
    void in(Connection connection) throws SQLException, SinkUnavailableException;
  }

  /** What a transaction does; returns its warnings. */
  private interface Work {
    List<String> with(Connection connection, AbstractSession session)
        throws SQLException, RecordsRefusedException;
  }

  private void moveCursor(
      Connection connection, UUID journal, JournalPosition from, JournalPosition to)
      throws SQLException, SinkUnavailableException {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    try (PreparedStatement move = connection.prepareStatement(MOVE_CURSOR)) {
      move.setInt(1, to.epoch());
      move.setLong(2, to.sequence());
      move.setObject(3, now.truncatedTo(ChronoUnit.MILLIS));
      move.setString(4, journal.toString());
      move.setInt(5, from.epoch());
      move.setLong(6, from.sequence());
      if (move.executeUpdate() != 1) {
        throw new SinkUnavailableException(
            "the cursor of journal " + journal + " is no longer at " + from, null);
      }
    }
  }

  private static void end(EntityManager em, EntityTransaction transaction) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
      em.close();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a connection could not be given back", DatabaseErrors.withoutValues(e));
    }
  }

  private static SinkUnavailableException unavailable(String what, Exception e) {
    return new SinkUnavailableException(
        what + ": " + DatabaseErrors.message(e), DatabaseErrors.withoutValues(e));
  }

  @Override
  public void close() {
    // The persistence unit belongs to whoever opened it.
  }
}
