package org.sipacc.bench.sink;

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

/** Records of calls, each another one. */
final class Calls {
  private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

  private final int node;
  private long sequence;

  /**
   * @param node keeps the ids of two makers apart
   */
  Calls(int node) {
    this.node = node;
  }

  RecordEntry next() {
    long number = ++sequence;
    Instant answered = BEGIN.plusMillis(number * 10);
    TimeOrderedId id = TimeOrderedId.of(answered.toEpochMilli(), node, number);
    AccountingRecord record =
        new AccountingRecord(
            RecordKind.CDR,
            Backend.DB,
            "acc",
            CoreColumns.DEFAULT,
            Optional.of(TimeOrderedId.of(answered.toEpochMilli(), node, -number)),
            "v1",
            new CoreFields(
                "INVITE",
                "from-" + number,
                "to-" + number,
                number + "-call@caller.example.com",
                "200",
                "OK",
                answered),
            Optional.of(
                new Timing(Optional.of(answered.minusSeconds(2)), 2, 61_000 + number % 999)),
            List.of(
                new Field("src_user", "1001"),
                new Field("src_domain", "caller.example.com"),
                new Field("dst_user", "1002"),
                new Field("dst_domain", "callee.example.com")),
            List.of());
    return new RecordEntry(new JournalPosition(0, number), id, record);
  }
}
