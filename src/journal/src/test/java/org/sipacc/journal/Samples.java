package org.sipacc.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;

/** Records and summaries as calls leave them. */
final class Samples {
  static final Instant INVITED = Instant.ofEpochMilli(1_700_000_000_123L);
  static final Instant ANSWERED = Instant.parse("2023-11-14T22:13:25.500000007Z");
  static final TimeOrderedId CALL =
      TimeOrderedId.of(INVITED.toEpochMilli(), 7, 0x1122334455667788L);

  private Samples() {}

  static AccountingRecord cdr() {
    return cdr("call-1@192.0.2.1");
  }

  static AccountingRecord cdr(String callId) {
    return new AccountingRecord(
        RecordKind.CDR,
        Backend.DB,
        "acc",
        CoreColumns.DEFAULT,
        Optional.of(CALL),
        "3",
        new CoreFields("INVITE", "from-1", "to-1", callId, "200", "OK", ANSWERED),
        Optional.of(new Timing(Optional.of(Instant.ofEpochSecond(1_700_000_000)), 5, 61_042)),
        List.of(
            new Field("caller_id", "sip:alice@example.com"),
            new Field("callee_id", "sip:b\u00f6b@example.com \ud83d\ude42")),
        List.of());
  }

  /** A CDR with one field of the given value. */
  static AccountingRecord withField(String callId, String value) {
    AccountingRecord cdr = cdr(callId);
    return new AccountingRecord(
        cdr.kind(),
        cdr.backend(),
        cdr.table(),
        cdr.columns(),
        cdr.callUid(),
        cdr.policyVersion(),
        cdr.core(),
        cdr.timing(),
        List.of(new Field("caller_id", value)),
        List.of());
  }

  static AccountingRecord manualWithLegsAndOwnColumns() {
    return new AccountingRecord(
        RecordKind.MANUAL,
        Backend.EVI,
        "",
        new CoreColumns("m", "ft", "tt", "ci", "sc", "sr", "t"),
        Optional.empty(),
        "",
        new CoreFields("MESSAGE", "f", "", "c", "", "", Instant.EPOCH.minusNanos(1)),
        Optional.empty(),
        List.of(),
        List.of(
            List.of(new Field("leg", "1"), new Field("to", "")),
            List.of(),
            List.of(new Field("leg", "3"))));
  }

  static AccountingRecord missedWithoutCdrTiming() {
    return new AccountingRecord(
        RecordKind.MISSED,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        Optional.of(CALL),
        "v1",
        new CoreFields("INVITE", "f", "t", "c", "486", "Busy Here", ANSWERED),
        Optional.of(Timing.NONE),
        List.of(new Field("x", "")),
        List.of());
  }

  static AccountingRecord baseLine() {
    return new AccountingRecord(
        RecordKind.BASE,
        Backend.LOG,
        "",
        CoreColumns.DEFAULT,
        Optional.empty(),
        "v1",
        new CoreFields("BYE", "f", "t", "c", "200", "OK", ANSWERED),
        Optional.of(new Timing(Optional.empty(), -1, -1)),
        List.of(),
        List.of());
  }

  static AccountingRecord reInvite() {
    return new AccountingRecord(
        RecordKind.BASE,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        true,
        Optional.of(CALL),
        "3",
        new CoreFields("INVITE", "f", "t", "c", "200", "OK", ANSWERED),
        Optional.of(Timing.NONE),
        Optional.empty(),
        List.of(),
        List.of());
  }

  static AccountingRecord interim() {
    return new AccountingRecord(
        RecordKind.INTERIM,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        Optional.of(CALL),
        "3",
        new CoreFields("INVITE", "f", "t", "c", "200", "OK", ANSWERED),
        Optional.of(new Timing(Optional.of(Instant.ofEpochSecond(1_700_000_000)), 5, 60_000)),
        List.of(new Field("User-Name", "alice")),
        List.of());
  }

  static AccountingRecord endedCdr(EndCause cause) {
    return new AccountingRecord(
        RecordKind.CDR,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        false,
        Optional.of(CALL),
        "3",
        new CoreFields("INVITE", "f", "t", "c", "200", "OK", ANSWERED),
        Optional.of(Timing.NONE),
        Optional.of(cause),
        List.of(),
        List.of());
  }

  static CallSummary answeredCall() {
    return new CallSummary(
        CALL,
        "call-1@192.0.2.1",
        "from-1",
        "to-1",
        "sip:alice@example.com",
        "sip:bob@example.com",
        "sip:bob@192.0.2.2",
        "udp:192.0.2.1:5060",
        "phone/1.0",
        INVITED,
        Optional.of(INVITED.plusMillis(20)),
        Optional.of(INVITED.plusMillis(200)),
        Optional.of(ANSWERED),
        ANSWERED.plusMillis(61_042),
        Outcome.ANSWERED,
        200,
        "OK",
        EndedBy.CALLEE,
        "Upstream BYE",
        "bye",
        "3",
        List.of(
            new Attempt(
                "sip:bob@192.0.2.9",
                INVITED,
                Optional.of(INVITED.plusMillis(100)),
                503,
                "Service Unavailable"),
            new Attempt("sip:bob@192.0.2.2", INVITED.plusMillis(100), Optional.empty(), 0, "")));
  }

  static CallSummary call(Outcome outcome, EndedBy endedBy) {
    CallSummary call = answeredCall();
    return new CallSummary(
        call.uid(),
        "c",
        "f",
        "",
        "sip:a@b",
        "sip:c@d",
        "sip:c@d",
        "tcp:[2001:db8::1]:5060",
        "",
        INVITED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        INVITED.plusMillis(1),
        outcome,
        487,
        "Request Terminated",
        endedBy,
        "",
        "final",
        "1",
        List.of());
  }

  /** Records whose Call-IDs are the numbers from first on. */
  static List<AccountingRecord> numbered(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> cdr("call-" + i)).toList();
  }

  static String callId(JournalEntry entry) {
    if (entry instanceof JournalEntry.RecordEntry record) {
      return record.record().core().callId();
    }
    return ((JournalEntry.SummaryEntry) entry).summary().callId();
  }

  static ForeignBye foreignBye() {
    return new ForeignBye(
        "call-1@192.0.2.1",
        "from-1",
        "to-1",
        Instant.parse("2023-11-14T22:14:20.123456789Z"),
        EndCause.UPSTREAM_BYE,
        2,
        65_535);
  }
}
