package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/** Records for the log, and what became of them. */
final class Samples {
  /** When the standard call's records are finished: 2023-11-14, 22:14:26.100 UTC. */
  static final Instant FINISHED = Instant.ofEpochMilli(1_700_000_066_100L);

  private Samples() {}

  static AccountingRecord record(RecordKind kind, CoreFields core, Timing timing) {
    return record(kind, core, Optional.of(timing), List.of(), List.of());
  }

  static AccountingRecord record(
      RecordKind kind,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    return new AccountingRecord(
        kind,
        Backend.LOG,
        "",
        CoreColumns.DEFAULT,
        Optional.empty(),
        "1",
        core,
        timing,
        extras,
        legs);
  }

  /** A base record with one extra field. */
  static AccountingRecord withExtra(String name, String value) {
    return record(
        RecordKind.BASE,
        new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", FINISHED),
        Optional.of(Timing.NONE),
        List.of(new Field(name, value)),
        List.of());
  }

  static RecordEntry entry(AccountingRecord record) {
    return new RecordEntry(
        new JournalPosition(0, 1), TimeOrderedId.of(FINISHED.toEpochMilli(), 1, 1), record);
  }

  static String text(byte[] packet) {
    return new String(packet, UTF_8);
  }
}
