package org.sipacc.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** Journal entries for tests of sinks. */
public final class SampleEntries {
  private static final Instant ANSWERED = Instant.parse("2026-03-01T10:00:05Z");

  private SampleEntries() {}

  /** A CDR for a backend, of table {@code acc}, without extras. */
  public static AccountingRecord cdr(Backend backend, long number) {
    return cdr(backend, backend == Backend.DB ? "acc" : "", number);
  }

  /** The same for another table. */
  public static AccountingRecord cdr(Backend backend, String table, long number) {
    return new AccountingRecord(
        RecordKind.CDR,
        backend,
        table,
        CoreColumns.DEFAULT,
        Optional.of(TimeOrderedId.of(ANSWERED.toEpochMilli() - 5000, 1, number)),
        "1",
        new CoreFields(
            "INVITE", "from-" + number, "to-" + number, "call-" + number, "200", "OK", ANSWERED),
        Optional.of(new Timing(Optional.of(ANSWERED.minusSeconds(5)), 5, 61_042)),
        List.of(),
        List.of());
  }

  /** The entry that such a record is in the journal, with the number as its sequence number. */
  public static JournalEntry entry(Backend backend, long number) {
    return entry(number, cdr(backend, number));
  }

  /** The entry that a record is in the journal. */
  public static JournalEntry entry(long number, AccountingRecord record) {
    return new JournalEntry.RecordEntry(
        new JournalPosition(0, number),
        TimeOrderedId.of(ANSWERED.toEpochMilli() + 70_000 + number, 1, number),
        record);
  }
}
