package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.parameter.JournalFull;
import org.sipacc.journal.CallNote;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalBatch;
import org.sipacc.journal.JournalException;
import org.sipacc.journal.NotForcedException;
import org.sipacc.service.JournalStatus.State;
import org.sipacc.service.WaitingRecords.Waiting;
import org.sipacc.service.completeness.Tally;
import org.sipacc.service.completeness.Unjournalled;

/**
 * Takes finished records into the journal. What the journal cannot take waits in memory and is
 * appended, in its order, as soon as it can; whether new calls are taken meanwhile is a policy. No
 * SIP thread ever sees a failure of the disk.
 */
final class RecordStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RecordStore.class.getName());

  /** How much longer than its interval a sync may take before the disk counts as slow. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final int SHOWN_OF_CALL_ID = 200;

  private final Journal journal;
  private final WaitingRecords waiting;
  private final JournalCondition condition;
  private final JournalWatch watch;
  private final AtomicLong tooLong = new AtomicLong();
  private final AtomicLong tooLongForDatabase = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean closed;

  /**
   * Begins to look after the journal, which stays the caller's to close.
   *
   * @param settings what the parameters say
   * @param also done after each look
   * @param threads makes the thread that looks and tries again
   */
  RecordStore(Journal journal, Settings settings, Runnable also, ThreadFactory threads) {
    this.journal = journal;
    this.waiting = new WaitingRecords(settings.memory());
    Duration slowAfter = journal.settings().syncInterval().plus(SLOW);
    this.condition = new JournalCondition(settings.full(), slowAfter);
    this.watch = new JournalWatch(journal, waiting, condition, settings.interval(), also, threads);
  }

  /**
   * How records are taken.
   *
   * @param full what happens to new calls while the journal cannot take records
   * @param memory most bytes that wait meanwhile
   * @param interval how often the journal is looked at
   */
  record Settings(JournalFull full, long memory, Duration interval) {}

  /** Takes what has been finished together. */
  void take(List<AccountingRecord> records, List<CallSummary> summaries, List<CallNote> notes) {
    try {
      store(records, summaries, notes);
    } catch (IllegalArgumentException e) {
      records.forEach(record -> takeAlone(List.of(record), List.of(), record.core().callId()));
      summaries.forEach(summary -> takeAlone(List.of(), List.of(summary), summary.callId()));
      notes.forEach(this::noteAlone);
    }
  }

  /** Takes a BYE of another node's call. */
  void take(ForeignBye bye) {
    try {
      JournalBatch batch = Journal.encode(bye);
      store(() -> journal.append(batch), () -> new Waiting(batch, 0));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "a BYE of a call of node {0} is LOST: {1}", bye.owner(), e.getMessage());
    }
  }

  private void noteAlone(CallNote note) {
    try {
      store(List.of(), List.of(), List.of(note));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.ERROR,
          "call {0} cannot be kept for a restart: {1}; put less of the message into its fields",
          note.uid(),
          e.getMessage());
    }
  }

  private void takeAlone(
      List<AccountingRecord> records, List<CallSummary> summaries, String callId) {
    try {
      store(records, summaries, List.of());
    } catch (IllegalArgumentException e) {
      tooLong.incrementAndGet();
      tooLongForDatabase.addAndGet(Tally.forDatabase(records, summaries));
      LOG.log(
          Level.ERROR,
          "a {0} of the call with Call-ID {1} is LOST: {2}; put less of the message into it",
          records.isEmpty() ? "summary" : "record",
          callId.substring(0, Math.min(callId.length(), SHOWN_OF_CALL_ID)),
          e.getMessage());
    }
  }

  private void store(
      List<AccountingRecord> records, List<CallSummary> summaries, List<CallNote> notes) {
    store(
        () -> journal.append(records, summaries, notes),
        () ->
            new Waiting(
                Journal.encode(records, summaries, notes), Tally.forDatabase(records, summaries)));
  }

  /**
   * @param appending appends to the journal
   * @param later what is to be appended when the journal can take it
   */
  private void store(Runnable appending, Supplier<Waiting> later) {
    if (!waiting.isEmpty()) {
      keep(later.get());
      return;
    }
    Optional<String> failure = append(appending);
    if (failure.isPresent()) {
      keep(later.get());
      condition.troubled(failure.get());
    }
  }

  private void keep(Waiting entries) {
    if (closed) {
      LOG.log(
          Level.ERROR, "{0} entries are LOST: they came after the stop", entries.batch().entries());
    } else {
      waiting.add(entries);
    }
  }

  /** Appends to the journal; why it could not, if so. */
  private Optional<String> append(Runnable appending) {
    try {
      appending.run();
      return Optional.empty();
    } catch (NotForcedException e) {
      condition.troubled(e.getMessage());
      return Optional.empty();
    } catch (JournalException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether nothing waits for the journal. */
  boolean takesAtOnce() {
    return condition.state() == State.ACCEPTING && waiting.isEmpty();
  }

  /** Whether a new call may be taken; one that may not is counted. */
  boolean admits() {
    boolean admitted = condition.state() != State.REFUSING;
    if (!admitted) {
      refused.incrementAndGet();
    }
    return admitted;
  }

  /** What was taken for the database and is not in the journal. */
  Unjournalled unjournalled() {
    Unjournalled waitingOrDropped = waiting.forDatabase();
    return new Unjournalled(
        waitingOrDropped.waiting(), waitingOrDropped.lost() + tooLongForDatabase.get());
  }

  JournalStatus status() {
    return new JournalStatus(
        condition.state(),
        condition.reason(),
        journal.bytes(),
        journal.room().bytes(),
        journal.oldest().toString(),
        journal.end().toString(),
        journal.syncLag(),
        waiting.entries(),
        waiting.dropped() + tooLong.get(),
        refused.get(),
        watch.damagedFiles());
  }

  @Override
  public void close() {
    closed = true;
    watch.close();
  }
}
