package org.sipacc.delivery;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;

/** A journal with destinations in memory behind it, for tests of what happens between them. */
abstract class DeliveryBench {
  static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(10));
  static final Duration SOON = Duration.ofMinutes(1);

  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;

  final MemoryDestination database = new MemoryDestination(Backend.DB).require();
  final MemoryDestination syslog = new MemoryDestination(Backend.LOG);
  Journal journal;
  Undelivered undelivered;
  Delivery delivery;

  @BeforeEach
  void open() throws Exception {
    undelivered = Undelivered.open(directory.resolve("dead-letters"));
    journal = Journal.open(settings());
  }

  @AfterEach
  void close() throws Exception {
    if (delivery != null) {
      delivery.stop(SOON);
    }
    journal.close();
    undelivered.close();
  }

  JournalSettings settings() {
    return JournalSettings.of(directory.resolve("journal"), 1)
        .withSync(SyncPolicy.INTERVAL, Duration.ofMillis(2));
  }

  Delivery start(MemoryDestination... destinations) {
    return start(Arrays.stream(destinations).map(MemoryDestination::sink).toArray(Sink[]::new));
  }

  Delivery start(Sink... sinks) {
    delivery =
        Delivery.start(journal, List.of(sinks), QUICK, undelivered, Duration.ZERO, daemons());
    return delivery;
  }

  /** As the end of the process and the next start. */
  void restart(MemoryDestination... destinations) throws Exception {
    close();
    open();
    start(destinations);
  }

  List<TimeOrderedId> appendCalls(int first, int last) {
    List<TimeOrderedId> ids = new ArrayList<>();
    for (int call = first; call <= last; call++) {
      ids.add(journal.append(SampleEntries.cdr(Backend.DB, call)));
    }
    return ids;
  }

  DelivererStatus status(String destination) {
    return delivery.statuses().stream()
        .filter(status -> status.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  List<DeadLetter> deadLetters() {
    return undelivered.deadLetters().find(DeadLetterFilter.ALL, Integer.MAX_VALUE);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(SOON).until(condition);
  }

  static List<String> calls(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> "call-" + number).toList();
  }

  static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }
}
