package org.sipacc.persistence.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.DatabaseFault;
import org.sipacc.persistence.StoredRows;
import org.sipacc.persistence.entity.ForeignByeRow;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * Stores entries of which the database refuses some, and finds out which: in one transaction, it
 * halves what was refused, each half behind a savepoint, down to single entries. An entry's rows
 * are stored together or not at all.
 *
 * <p>A row that is there already, under the entry's own id, is stored.
 */
final class CarefulWriter {
  private static final Logger LOG = System.getLogger(CarefulWriter.class.getName());

  private final RowMapper mapper;
  private final RowWriter writer;
  private final AccountingTables tables;
  private final UUID journal;
  private final Connection connection;
  private final AbstractSession session;
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<RowLayout, Optional<SQLException>> faults = new HashMap<>();

  CarefulWriter(
      RowMapper mapper,
      RowWriter writer,
      AccountingTables tables,
      UUID journal,
      Connection connection,
      AbstractSession session) {
    this.mapper = mapper;
    this.writer = writer;
    this.tables = tables;
    this.journal = journal;
    this.connection = connection;
    this.session = session;
  }

  /**
   * Stores what the database takes, in the connection's transaction.
   *
   * @return the entries it refuses, which are not stored
   * @throws SQLException if the fault is not with an entry, or a table that not every call needs
   */
  List<Refusal> write(List<? extends JournalEntry> entries) throws SQLException {
    checkConstraintsAtOnce();
    List<JournalEntry> left = new ArrayList<>();
    for (JournalEntry entry : entries) {
      Optional<SQLException> fault = faultOfTable(entry);
      if (fault.isPresent()) {
        refuse(entry, fault.get());
      } else {
        left.add(entry);
      }
    }
    store(left);
    return refusals;
  }

  /** A warning for each row of which a value did not fit. */
  List<String> warnings() {
    return warnings;
  }

  /** Those that wait for the commit would refuse it without naming a row. */
  private void checkConstraintsAtOnce() throws SQLException {
    if (tables.dialect() == DatabaseDialect.POSTGRESQL) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set constraints all immediate");
      }
    }
  }

  /** What is wrong with a table that not every call needs, without trying each of its rows. */
  private Optional<SQLException> faultOfTable(JournalEntry entry) throws SQLException {
    if (!tables.isOptional(entry)) {
      return Optional.empty();
    }
    List<Row> rows = mapper.rows(List.of(entry));
    RowLayout layout = rows.get(0).layout();
    if (!faults.containsKey(layout)) {
      faults.put(layout, probe(rows));
    }
    return faults.get(layout);
  }

  private Optional<SQLException> probe(List<Row> rows) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      writer.prepare(connection, session, rows);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException e) {
      if (DatabaseFault.of(e) != DatabaseFault.TABLE) {
        throw e;
      }
      connection.rollback(before);
      return Optional.of(e);
    }
  }

  private void store(List<JournalEntry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    Optional<SQLException> fault = tryToStore(entries);
    if (fault.isEmpty()) {
      return;
    }
    if (entries.size() == 1) {
      judge(entries.get(0), fault.get());
      return;
    }
    int half = entries.size() / 2;
    store(entries.subList(0, half));
    store(entries.subList(half, entries.size()));
  }

  private Optional<SQLException> tryToStore(List<JournalEntry> entries) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      List<Row> rows = mapper.rows(entries);
      List<String> changes = writer.write(connection, session, rows);
      StoredTotals.add(connection, journal, rows);
      warnings.addAll(changes);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException e) {
      if (DatabaseFault.of(e) == DatabaseFault.OUTAGE) {
        throw e;
      }
      connection.rollback(before);
      return Optional.of(e);
    }
  }

  private void judge(JournalEntry entry, SQLException fault) throws SQLException {
    if (DatabaseFault.isDuplicate(fault)
        && StoredRows.exists(connection, tables.of(entry), entry.id())) {
      LOG.log(Level.INFO, "record {0} is in the database already", entry.id());
      return;
    }
    if (DatabaseFault.of(fault) == DatabaseFault.TABLE && !tables.isOptional(entry)) {
      throw fault;
    }
    refuse(entry, fault);
  }

  private void refuse(JournalEntry entry, SQLException fault) {
    refusals.add(
        new Refusal(
            entry.id(),
            tables.isOptional(entry) ? Blame.TABLE : Blame.RECORD,
            DatabaseFault.code(fault),
            DatabaseErrors.message(fault)));
  }

  /**
   * The tables that entries go to.
   *
   * @param needed those that every call may need: without one of them nothing is right
   */
  record AccountingTables(DatabaseDialect dialect, Set<String> needed) {
    String of(JournalEntry entry) {
      if (entry instanceof JournalEntry.RecordEntry e) {
        return e.record().table();
      }
      return entry instanceof JournalEntry.SummaryEntry ? "calls" : ForeignByeRow.TABLE;
    }

    /** Whether it is for a table that only some calls name. */
    boolean isOptional(JournalEntry entry) {
      return needed.stream().noneMatch(of(entry)::equalsIgnoreCase);
    }
  }
}
