package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;

/** The journal on a real disk that is really full. */
class DiskFullIT {
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int ROOM_BYTES = 2_500_000;

  /** More than a page, so that a disk can take one half. */
  private static final int HEADER_BYTES = 9_001;

  private static final int TRIES_WHILE_FULL = 20;

  private final HalfWrites files = new HalfWrites();
  private final List<String> taken = new ArrayList<>();
  private int calls;

  @Test
  void onAFullFileSystemNothingIsDeliveredByHalvesOrLostOrTwice() throws Exception {
    try (SmallFileSystem disk = SmallFileSystem.mount(Path.of("target/small-disk"))) {
      Path ballast = disk.fillUpTo(ROOM_BYTES);
      fillGoOnAndCompare(disk.path().resolve("journal"), () -> Files.delete(ballast));
    }
  }

  @Test
  void atAFileSizeLimitNothingIsDeliveredByHalvesOrLostOrTwice(@TempDir Path directory)
      throws Exception {
    try (FileSizeLimit limit = FileSizeLimit.of(SEGMENT_BYTES / 2)) {
      fillGoOnAndCompare(directory, limit::lift);
    }
  }

  private interface MakingRoom {
    void run() throws Exception;
  }

  private void fillGoOnAndCompare(Path directory, MakingRoom makingRoom) throws Exception {
    List<String> delivered;
    try (Journal journal = Journal.open(settings(directory), files)) {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      AtomicBoolean done = new AtomicBoolean();
      Future<List<String>> deliverer = pool.submit(() -> deliver(journal, done));

      assertThatThrownBy(
              () -> {
                while (calls < 10_000) {
                  append(journal);
                }
              })
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("see that its disk has room");
      for (int i = 0; i < TRIES_WHILE_FULL; i++) {
        assertThatThrownBy(() -> append(journal)).isInstanceOf(JournalException.class);
      }
      assertThat(files.count()).as("entries written by half").isPositive();

      makingRoom.run();
      for (int i = 0; i < 200; i++) {
        append(journal);
      }
      journal.sync();
      done.set(true);
      delivered = deliverer.get();
      pool.shutdown();
    }
    assertThat(delivered).isEqualTo(taken);
    try (Journal journal = Journal.open(settings(directory))) {
      assertThat(JournalFiles.readAll(journal)).extracting(Samples::callId).isEqualTo(taken);
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(0, taken.size()));
      assertThat(journal.damagedFiles()).isEmpty();
    }
  }

  private void append(Journal journal) {
    String callId = "call-" + calls++;
    journal.append(large(callId));
    taken.add(callId);
  }

  private static List<String> deliver(Journal journal, AtomicBoolean done) throws Exception {
    List<String> delivered = new ArrayList<>();
    try (JournalReader reader = journal.reader(JournalPosition.START)) {
      boolean last = false;
      while (!last) {
        last = done.get();
        journal.awaitSyncedAfter(reader.position(), Duration.ofMillis(20));
        for (List<JournalEntry> read = reader.read(50); !read.isEmpty(); read = reader.read(50)) {
          read.forEach(entry -> delivered.add(Samples.callId(entry)));
        }
      }
    }
    return delivered;
  }

  private static AccountingRecord large(String callId) {
    return Samples.withField(callId, "x".repeat(HEADER_BYTES));
  }

  private static JournalSettings settings(Path directory) {
    return JournalSettings.of(directory, 1)
        .withSizes(SEGMENT_BYTES, 1L << 30)
        .withSync(SyncPolicy.INTERVAL, Duration.ofMillis(5));
  }
}
