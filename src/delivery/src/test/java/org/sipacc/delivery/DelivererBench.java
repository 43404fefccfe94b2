package org.sipacc.delivery;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;

/** A journal and deliverers on it, for what a sink must show in their hands. */
final class DelivererBench implements AutoCloseable {
  static final Duration SOON = Duration.ofMinutes(1);

  private final Backend backend;
  private final Journal journal;
  private final Undelivered undelivered;

  DelivererBench(Path directory, Backend backend) throws Exception {
    this.backend = backend;
    this.undelivered = Undelivered.open(directory.resolve("dead-letters"));
    this.journal =
        Journal.open(
            JournalSettings.of(directory.resolve("journal"), 1)
                .withSync(SyncPolicy.INTERVAL, Duration.ofMillis(2)));
  }

  Deliverer start(Sink sink) {
    RetryPolicy quick = new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(100));
    Deliverer deliverer = new Deliverer(journal, sink, quick, undelivered);
    deliverer.start(
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        });
    return deliverer;
  }

  List<TimeOrderedId> append(int first, int last) {
    return append(backend, first, last);
  }

  List<TimeOrderedId> append(Backend to, int first, int last) {
    List<TimeOrderedId> ids = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      ids.add(journal.append(SampleEntries.cdr(to, number)));
    }
    journal.sync();
    return ids;
  }

  /** Waits until the sink's cursor stands at the journal's end. */
  void untilPassed(Deliverer deliverer) {
    await()
        .atMost(SOON)
        .until(() -> deliverer.status().position().filter(journal.end()::equals).isPresent());
  }

  List<DeadLetter> deadLetters() {
    return undelivered.deadLetters().find(DeadLetterFilter.ALL, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    journal.close();
    undelivered.close();
  }
}
