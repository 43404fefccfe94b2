package org.sipacc.bench.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;

/** One call's CDR and summary appended to the journal, by each sync policy. */
@State(Scope.Benchmark)
public class JournalAppend {
  static final Duration INTERVAL = Duration.ofMillis(50);

  @Param({"interval", "none", "every"})
  public String policy;

  private final List<AccountingRecord> records = List.of(CallRecords.cdr());
  private final List<CallSummary> summaries = List.of(CallRecords.summary());
  private Path directory;
  private Journal journal;

  /** Opens a journal for the iteration. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    directory = TemporaryDirectory.make();
    journal =
        Journal.open(
            JournalSettings.of(directory, 1)
                .withSizes(JournalSettings.DEFAULT_SEGMENT_BYTES, 1L << 40)
                .withSync(SyncPolicy.of(policy), INTERVAL));
  }

  /** Closes and removes the journal of the iteration. */
  @TearDown(Level.Iteration)
  public void remove() throws IOException {
    journal.close();
    TemporaryDirectory.delete(directory);
  }

  @Benchmark
  public List<TimeOrderedId> append() {
    return journal.append(records, summaries);
  }
}
