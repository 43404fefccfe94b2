package org.sipacc.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.Ledger;
import org.sipacc.delivery.LedgerRecord;
import org.sipacc.delivery.Standing;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.RecordStore;
import org.sipacc.persistence.StoredCalls;
import org.sipacc.persistence.StoredRows;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.AccountingRow;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.entity.MissedCall;

/**
 * Where each record of a call stands: what the journal, the cursors, the dead letters and the gaps
 * tell, together with what the database holds.
 */
public final class RecordLedger {
  private static final Duration BOUND = Duration.ofSeconds(20);

  /** The kind of a record that only the database knows of. */
  private static final String ROW = "row";

  /** When it came there, the database does not tell. */
  private static final Standing DELIVERED =
      new Standing(Backend.DB.token(), Standing.State.DELIVERED, Optional.empty(), "");

  private final Ledger ledger;
  private final Optional<AccountingPersistence> persistence;

  RecordLedger(Ledger ledger, Optional<AccountingPersistence> persistence) {
    this.ledger = ledger;
    this.persistence = persistence;
  }

  /**
   * What was found.
   *
   * @param complete false if the journal holds more than there was time to read
   * @param databaseError why the database could not be asked; "" if it was, or there is none
   */
  public record Answer(List<Entry> entries, boolean complete, String databaseError) {}

  /**
   * A record with where it stands.
   *
   * @param inDatabase whether its row is in its table; empty if the database was not asked for it
   */
  public record Entry(LedgerRecord record, Optional<Boolean> inDatabase) {}

  /**
   * The records of a call.
   *
   * @param call a Call-ID, or the id of the call's summary
   * @throws UncheckedIOException if a dead letter cannot be read
   */
  public Answer call(String call) {
    try {
      Ledger.Found found = ledger.call(call, BOUND);
      return confirmed(found.records(), found.complete(), database -> rows(database, call));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One record or call summary; without entries if it is not known.
   *
   * @throws UncheckedIOException if a dead letter cannot be read
   */
  public Answer record(TimeOrderedId id) {
    try {
      List<LedgerRecord> found = ledger.record(id).stream().toList();
      return confirmed(found, true, database -> found.isEmpty() ? rows(database, id) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Rows {
    List<LedgerRecord> of(AccountingPersistence database);
  }

  private Answer confirmed(List<LedgerRecord> records, boolean complete, Rows rows) {
    if (persistence.isEmpty()) {
      return new Answer(unconfirmed(records), complete, "");
    }
    try {
      AccountingPersistence database = persistence.get();
      Set<TimeOrderedId> known = records.stream().map(LedgerRecord::id).collect(Collectors.toSet());
      List<Entry> entries = new ArrayList<>();
      rows.of(database).stream()
          .filter(row -> known.add(row.id()))
          .forEach(row -> entries.add(new Entry(row, Optional.of(true))));
      records.forEach(record -> entries.add(new Entry(record, inDatabase(database, record))));
      return new Answer(entries, complete, "");
    } catch (PersistenceException e) {
      return new Answer(unconfirmed(records), complete, String.valueOf(e.getMessage()));
    }
  }

  private static List<Entry> unconfirmed(List<LedgerRecord> records) {
    return records.stream().map(record -> new Entry(record, Optional.empty())).toList();
  }

  private static Optional<Boolean> inDatabase(AccountingPersistence database, LedgerRecord record) {
    return record.table().isEmpty()
        ? Optional.empty()
        : Optional.of(StoredRows.exist(database, record.table(), record.id()));
  }

  private static List<LedgerRecord> rows(AccountingPersistence database, String call) {
    List<CallRow> calls = StoredCalls.all(database, call);
    String callId = calls.isEmpty() ? call : calls.get(0).summary().callId();
    boolean byUid = !callId.equals(call);
    Stream<LedgerRecord> records =
        Stream.concat(
                new RecordStore<>(database, AccRecord.class)
                    .ofCall(callId).stream().map(row -> stored(database, row, true)),
                new RecordStore<>(database, MissedCall.class)
                    .ofCall(callId).stream().map(row -> stored(database, row, false)))
            .filter(row -> !byUid || isOf(row, call));
    return Stream.concat(records, calls.stream().map(RecordLedger::stored)).toList();
  }

  private static boolean isOf(LedgerRecord row, String callUid) {
    return row.callUid().filter(uid -> uid.toString().equals(callUid)).isPresent();
  }

  private static List<LedgerRecord> rows(AccountingPersistence database, TimeOrderedId id) {
    return database.query(
        em ->
            Stream.of(
                    Optional.ofNullable(em.find(AccRecord.class, id.toString()))
                        .map(row -> stored(database, row, true)),
                    Optional.ofNullable(em.find(MissedCall.class, id.toString()))
                        .map(row -> stored(database, row, false)))
                .flatMap(Optional::stream)
                .toList());
  }

  private static LedgerRecord stored(
      AccountingPersistence database, AccountingRow row, boolean acc) {
    // Further rows of legs have the record's id with a number behind it.
    TimeOrderedId id = TimeOrderedId.parse(row.recordId().substring(0, TimeOrderedId.LENGTH));
    return new LedgerRecord(
        id,
        ROW,
        acc ? database.settings().accTable() : database.settings().missedTable(),
        row.callId(),
        row.callUid().map(TimeOrderedId::parse),
        id.time(),
        List.of(DELIVERED));
  }

  private static LedgerRecord stored(CallRow row) {
    TimeOrderedId id = TimeOrderedId.parse(row.recordId());
    return new LedgerRecord(
        id,
        "call",
        "calls",
        row.summary().callId(),
        Optional.of(row.summary().uid()),
        id.time(),
        List.of(DELIVERED));
  }
}
