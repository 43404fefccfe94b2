package org.sipacc.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.ForeignByeEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;

/** Entries as a journal would hand them out. */
public final class Samples {
  public static final Instant ANSWERED = Instant.parse("2026-01-15T10:00:07.654Z");
  public static final TimeOrderedId CALL = TimeOrderedId.of(ANSWERED.toEpochMilli(), 7, 42);

  private Samples() {}

  public static JournalPosition at(long sequence) {
    return new JournalPosition(0, sequence);
  }

  public static TimeOrderedId id(long sequence) {
    return TimeOrderedId.of(ANSWERED.toEpochMilli() + sequence, 7, sequence);
  }

  public static RecordEntry entry(long sequence, AccountingRecord record) {
    return new RecordEntry(at(sequence), id(sequence), record);
  }

  public static RecordEntry cdrEntry(long sequence) {
    return entry(sequence, cdr("call-" + sequence));
  }

  public static AccountingRecord cdr(String callId) {
    return cdr(core(callId));
  }

  public static AccountingRecord cdr(CoreFields core) {
    return record(
        RecordKind.CDR,
        "acc",
        core,
        Optional.of(new Timing(Optional.of(Instant.parse("2026-01-15T10:00:05Z")), 2, 61_001)),
        List.of(
            new Field("src_user", "1001"),
            new Field("src_domain", "a.example"),
            new Field("dst_user", "1002"),
            new Field("dst_domain", "b.example")),
        List.of());
  }

  public static CoreFields core(String callId) {
    return new CoreFields("INVITE", "ft", "tt", callId, "200", "OK", ANSWERED);
  }

  public static AccountingRecord record(
      RecordKind kind,
      String table,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    return new AccountingRecord(
        kind,
        Backend.DB,
        table,
        CoreColumns.DEFAULT,
        Optional.of(CALL),
        "v1",
        core,
        timing,
        extras,
        legs);
  }

  public static ForeignByeEntry entry(long sequence, ForeignBye bye) {
    return new ForeignByeEntry(at(sequence), id(sequence), bye);
  }

  public static SummaryEntry summaryEntry(long sequence, CallSummary summary) {
    return new SummaryEntry(at(sequence), id(sequence), summary);
  }

  public static CallSummary summary(Instant invited) {
    return new CallSummary(
        CALL,
        "call-s",
        "ft",
        "tt",
        "sip:1001@a.example",
        "sip:1002@b.example",
        "sip:1002@192.0.2.9",
        "udp:192.0.2.1:5060",
        "phone/1.0",
        invited,
        Optional.of(invited.plusMillis(12)),
        Optional.of(invited.plusMillis(34)),
        Optional.empty(),
        invited.plusMillis(5678),
        Outcome.FAILED,
        486,
        "Busy Here",
        EndedBy.CALLEE,
        "",
        "final reply",
        "v1",
        List.of(
            new Attempt(
                "sip:a@192.0.2.9",
                invited.plusMillis(1),
                Optional.of(invited.plusMillis(2000)),
                408,
                "Request Timeout"),
            new Attempt("sip:b@192.0.2.9", invited.plusMillis(2001), Optional.empty(), 0, "")));
  }
}
