package org.sipacc.bench.journal;

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
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;

/** What an answered call leaves: one CDR with the four fields of the blog, and its summary. */
final class CallRecords {
  private static final Instant INVITED = Instant.parse("2023-11-14T22:13:20.123Z");
  private static final Instant ANSWERED = INVITED.plusMillis(5_377);
  private static final Instant ENDED = ANSWERED.plusMillis(61_042);
  private static final TimeOrderedId CALL =
      TimeOrderedId.of(INVITED.toEpochMilli(), 7, 0x1122334455667788L);
  private static final String CALL_ID = "3848276298220188511@192.0.2.1";

  private CallRecords() {}

  static AccountingRecord cdr() {
    return new AccountingRecord(
        RecordKind.CDR,
        Backend.DB,
        "acc",
        CoreColumns.DEFAULT,
        Optional.of(CALL),
        "0a53c2",
        new CoreFields("INVITE", "9fxced76sl", "314159", CALL_ID, "200", "OK", ANSWERED),
        Optional.of(new Timing(Optional.of(INVITED), 62, 61_042)),
        List.of(
            new Field("src_user", "alice"),
            new Field("src_domain", "atlanta.example.com"),
            new Field("dst_user", "bob"),
            new Field("dst_domain", "biloxi.example.com")),
        List.of());
  }

  static CallSummary summary() {
    return new CallSummary(
        CALL,
        CALL_ID,
        "9fxced76sl",
        "314159",
        "sip:alice@atlanta.example.com",
        "sip:bob@biloxi.example.com",
        "sip:bob@192.0.2.4:5060",
        "udp:192.0.2.1:5060",
        "phone/1.0",
        INVITED,
        Optional.of(INVITED.plusMillis(20)),
        Optional.of(INVITED.plusMillis(200)),
        Optional.of(ANSWERED),
        ENDED,
        Outcome.ANSWERED,
        200,
        "OK",
        EndedBy.CALLER,
        "Downstream BYE",
        "bye",
        "0a53c2",
        List.of(new Attempt("sip:bob@192.0.2.4", INVITED, Optional.of(ANSWERED), 200, "OK")));
  }
}
