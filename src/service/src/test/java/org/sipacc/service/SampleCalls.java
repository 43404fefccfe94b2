package org.sipacc.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.sink.DatabaseSink;

/** Calls of three days, stored as a node with a journal of its own stores them. */
public final class SampleCalls {
  private static final String[] CALLEES = {
    "200", "+4930123456", "004930123457", "+40211234567", "+12125550123", "+14165550123"
  };
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  public static final Instant END = Instant.parse("2026-03-04T00:00:00Z");
  public static final TimeRange DAYS = new TimeRange(Optional.of(START), Optional.of(END));
  private static final int[] CODES = {
    200, 200, 200, 302, 401, 404, 408, 480, 486, 487, 500, 503, 603
  };

  private final AccountingPersistence persistence;
  private final UUID journal = UUID.randomUUID();
  private final Random random = new Random(6076);
  private int stored;
  private int delivered;

  public SampleCalls(AccountingPersistence persistence) {
    this.persistence = persistence;
  }

  /** Stores so many more. */
  public void store(int calls) throws Exception {
    List<JournalEntry> entries = new ArrayList<>();
    JournalPosition from = position(delivered);
    for (int i = 0; i < calls; i++) {
      stored++;
      entries.add(entry(stored, call(random, stored)));
    }
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, from, position(stored), entries);
      delivered = stored;
    }
  }

  /** Leaves out the next entry, as one that the database refuses; returns it. */
  public SummaryEntry refused() {
    stored++;
    return entry(stored, call(random, stored));
  }

  /** Stores an entry that was refused. */
  public void replay(SummaryEntry entry) throws Exception {
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      sink.replay(journal, List.of(entry));
    }
  }

  private static JournalPosition position(int entry) {
    return entry == 0 ? JournalPosition.START : new JournalPosition(0, entry);
  }

  private static SummaryEntry entry(int number, CallSummary call) {
    return new SummaryEntry(
        position(number), TimeOrderedId.of(START.toEpochMilli() + number, 0, number), call);
  }

  /** The call of a number, at some time of the days. */
  private static CallSummary call(Random random, int number) {
    Instant invited = START.plusMillis(random.nextInt(3 * 86_400_000));
    int code = CODES[random.nextInt(CODES.length)];
    boolean answered = code == 200;
    Optional<Instant> ringing =
        random.nextInt(3) > 0
            ? Optional.of(invited.plusMillis(random.nextInt(5000)))
            : Optional.empty();
    Instant answer = invited.plusMillis(5000 + random.nextInt(9000));
    Attempt first =
        new Attempt("sip:a@192.0.2.1", invited, Optional.of(answer), answered ? 503 : code, "");
    Attempt last =
        new Attempt("sip:a@192.0.2." + (2 + number % 4), invited, Optional.of(answer), code, "");
    return new CallSummary(
        TimeOrderedId.of(invited.toEpochMilli(), number % 3, number),
        "call-" + number,
        "f",
        "t",
        "sip:10" + random.nextInt(30) + "@a.example",
        "sip:" + CALLEES[number % CALLEES.length] + "@b.example",
        "sip:" + CALLEES[number % CALLEES.length] + "@b.example",
        "udp:192.0.2.1:5060",
        "",
        invited,
        ringing,
        ringing,
        answered ? Optional.of(answer) : Optional.empty(),
        answered ? answer.plusMillis(random.nextInt(600_000)) : answer,
        answered ? Outcome.ANSWERED : Outcome.FAILED,
        code,
        "",
        EndedBy.CALLER,
        "",
        "",
        "v1",
        List.of(first, first, last));
  }
}
