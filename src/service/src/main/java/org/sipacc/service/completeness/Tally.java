package org.sipacc.service.completeness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.RecordKind;

/**
 * Counts, since the start of the server, the calls that came and what was taken of them into the
 * journal. SIP threads only count; nobody waits for anybody.
 */
public final class Tally {
  private final LongAdder calls = new LongAdder();
  private final LongAdder summaries = new LongAdder();
  private final LongAdder databaseRecords = new LongAdder();
  private final Map<RecordClass, LongAdder> records = new ConcurrentHashMap<>();
  private final Map<CallSummary.Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();

  /** What records are counted by. */
  public record RecordClass(Backend backend, RecordKind kind) implements Comparable<RecordClass> {
    @Override
    public int compareTo(RecordClass other) {
      int byBackend = backend.compareTo(other.backend);
      return byBackend != 0 ? byBackend : kind.compareTo(other.kind);
    }
  }

  /** A call began: its INVITE came in, or a former life of this server left it. */
  public void began() {
    calls.increment();
  }

  /** These were taken: they are in the journal, or wait in memory until it can take them. */
  public void journalled(List<AccountingRecord> finished, List<CallSummary> ended) {
    for (AccountingRecord record : finished) {
      RecordClass kind = new RecordClass(record.backend(), record.kind());
      records.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }
    databaseRecords.add(forDatabase(finished, List.of()));
    for (CallSummary summary : ended) {
      outcomes.computeIfAbsent(summary.outcome(), o -> new LongAdder()).increment();
      summaries.increment();
    }
  }

  /** How many of these are for the database: its records, and the summaries. */
  public static int forDatabase(List<AccountingRecord> records, List<CallSummary> summaries) {
    int count = summaries.size();
    for (AccountingRecord record : records) {
      count += record.backend() == Backend.DB ? 1 : 0;
    }
    return count;
  }

  /** Calls that began. */
  public long calls() {
    return calls.sum();
  }

  /** Calls that ended with a summary. */
  public long summaries() {
    return summaries.sum();
  }

  /** Entries that are for the database: its records, and the summaries. */
  public long databaseEntries() {
    return databaseRecords.sum() + summaries.sum();
  }

  /** Records by backend and kind; what there was none of is left out. */
  public Map<RecordClass, Long> records() {
    Map<RecordClass, Long> sums = new TreeMap<>();
    records.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /** How many calls ended so; what there was none of is 0. */
  public long outcome(CallSummary.Outcome outcome) {
    LongAdder count = outcomes.get(outcome);
    return count == null ? 0 : count.sum();
  }
}
