package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SyncTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofMinutes(1);
  private static final Duration AWHILE = Duration.ofMillis(200);

  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;
  private final FaultyFiles files = new FaultyFiles();

  @Test
  void readersSeeNothingBeforeItIsForced() throws Exception {
    try (Journal journal = open(SyncPolicy.INTERVAL, NEVER);
        JournalReader reader = journal.reader(JournalPosition.START)) {
      journal.append(Samples.cdr());
      assertThat(reader.read(10)).isEmpty();
      assertThat(journal.syncedPosition()).isEqualTo(JournalPosition.START);

      journal.sync();
      journal.append(Samples.cdr());
      assertThat(reader.read(10)).hasSize(1);
      assertThat(journal.syncedPosition()).isEqualTo(new JournalPosition(0, 1));
      assertThat(journal.end()).isEqualTo(new JournalPosition(0, 2));
    }
  }

  @Test
  void aSyncInBetweenDoesNotCutTheIntervalOfTheNextAppendShort() throws Exception {
    try (Journal journal = open(SyncPolicy.INTERVAL, NEVER)) {
      journal.append(Samples.cdr());
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, AWHILE)).isFalse();
      journal.sync();
      journal.append(Samples.cdr());
      assertThat(journal.awaitSyncedAfter(new JournalPosition(0, 1), AWHILE)).isFalse();
      assertThat(journal.end()).isEqualTo(new JournalPosition(0, 2));
    }
  }

  @Test
  void whatCouldNotBeForcedOnRequestIsForcedLaterWithoutAnother() throws Exception {
    try (Journal journal = open(SyncPolicy.EVERY, Duration.ofMillis(5))) {
      files.failForce();
      assertThatThrownBy(() -> journal.append(Samples.cdr())).isInstanceOf(JournalException.class);
      files.mend();
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, SOON)).isTrue();
      assertThat(JournalFiles.readAll(journal)).hasSize(1);
    }
  }

  @Test
  void nothingIsShownWhileForcingFailsAndAllOfItAfterwards() throws Exception {
    try (Journal journal = open(SyncPolicy.INTERVAL, Duration.ofMillis(5))) {
      files.failForce();
      journal.append(Samples.cdr());
      await().until(() -> !log.lines().isEmpty());
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, Duration.ofMillis(20))).isFalse();
      assertThatThrownBy(journal::sync)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("Input/output error");

      files.mend();
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, SOON)).isTrue();
      assertThat(JournalFiles.readAll(journal)).hasSize(1);
    }
    assertThat(log.lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("SEVERE").contains("cannot be forced to disk"),
            line -> assertThat(line).startsWith("INFO").contains("forced to disk again"));
  }

  @Test
  void theLagIsTheAgeOfTheOldestEntryThatIsNotForced() throws Exception {
    try (Journal journal = open(SyncPolicy.INTERVAL, Duration.ofMillis(5))) {
      assertThat(journal.syncLag()).isZero();
      files.failForce();
      journal.append(Samples.cdr());
      await().until(() -> journal.syncLag().compareTo(AWHILE) > 0);
      Duration before = journal.syncLag();
      journal.append(Samples.cdr());
      assertThat(journal.syncLag()).isGreaterThanOrEqualTo(before);

      files.mend();
      await().until(() -> journal.syncLag().isZero());
      assertThat(JournalFiles.readAll(journal)).hasSize(2);
    }
  }

  @Test
  void manyAppendsShareOneForce() throws Exception {
    try (Journal journal = open(SyncPolicy.INTERVAL, Duration.ofMillis(50))) {
      int before = files.forces();
      for (int i = 0; i < 1000; i++) {
        journal.append(Samples.cdr());
      }
      assertThat(journal.awaitSyncedAfter(new JournalPosition(0, 999), SOON)).isTrue();
      assertThat(files.forces() - before).isPositive().isLessThan(500);
    }
  }

  @Test
  void withEveryAnAppendReturnsWhenItsEntryIsForced() throws Exception {
    try (Journal journal = open(SyncPolicy.EVERY, Duration.ofMillis(50))) {
      int before = files.forces();
      journal.append(Samples.cdr());
      assertThat(files.forces()).isEqualTo(before + 1);
      journal.append(List.of(Samples.cdr(), Samples.cdr()), List.of());
      assertThat(files.forces()).isEqualTo(before + 2);
      assertThat(journal.syncedPosition()).isEqualTo(new JournalPosition(0, 3));

      files.failForce();
      assertThatThrownBy(() -> journal.append(Samples.cdr()))
          .isInstanceOf(NotForcedException.class)
          .hasMessageContaining("cannot be forced");
      files.mend();
      assertThat(JournalFiles.readAll(journal)).hasSize(4);
    }
  }

  @Test
  void withEveryConcurrentAppendersAllGetTheirEntriesForced() throws Exception {
    try (Journal journal = open(SyncPolicy.EVERY, Duration.ofMillis(50))) {
      ExecutorService pool = Executors.newFixedThreadPool(8);
      List<Future<Integer>> futures =
          IntStream.range(0, 8).mapToObj(t -> pool.submit(() -> appendForced(journal))).toList();
      for (Future<Integer> future : futures) {
        assertThat(future.get()).isEqualTo(20);
      }
      pool.shutdown();
      assertThat(journal.syncedPosition()).isEqualTo(new JournalPosition(0, 160));
    }
  }

  private static int appendForced(Journal journal) {
    int forced = 0;
    for (int i = 0; i < 20; i++) {
      JournalPosition place = JournalPosition.after(journal.append(Samples.cdr()));
      forced += journal.syncedPosition().compareTo(place) >= 0 ? 1 : 0;
    }
    return forced;
  }

  @Test
  void withNoneReadersSeeWhatWasWrittenAndNothingIsForced() throws Exception {
    try (Journal journal = open(SyncPolicy.NONE, Duration.ofMillis(5))) {
      int before = files.forces();
      journal.append(Samples.cdr());
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, SOON)).isTrue();
      assertThat(JournalFiles.readAll(journal)).hasSize(1);
      assertThat(files.forces()).isEqualTo(before);
    }
  }

  @Test
  void withNoneEachStartOpensANewEpoch() {
    for (int life = 0; life < 3; life++) {
      try (Journal journal = open(SyncPolicy.NONE, Duration.ofMillis(5))) {
        assertThat(journal.openedAt()).isEqualTo(new JournalPosition(life, 0));
        journal.append(List.of(Samples.cdr("call-" + life), Samples.baseLine()), List.of());
        assertThat(journal.end()).isEqualTo(new JournalPosition(life, 2));
      }
    }
    try (Journal journal = open(SyncPolicy.INTERVAL, NEVER)) {
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(3, 0));
      journal.append(Samples.cdr("call-3"));
      List<JournalEntry> entries = JournalFiles.readAll(journal);
      assertThat(entries)
          .extracting(JournalEntry::position)
          .extracting(JournalPosition::toString)
          .containsExactly("0:1", "0:2", "1:1", "1:2", "2:1", "2:2", "3:1");
      assertThat(entries)
          .allSatisfy(
              entry -> assertThat(JournalPosition.after(entry.id())).isEqualTo(entry.position()));
      assertThat(journal.entriesAfter(new JournalPosition(1, 1))).isEqualTo(4);
      assertThat(JournalFiles.readAll(journal, new JournalPosition(0, 2))).hasSize(5);
    }
    try (Journal journal = open(SyncPolicy.INTERVAL, NEVER)) {
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(3, 1));
    }
  }

  @Test
  void anEpochWithoutEntriesLeavesNoFile() throws Exception {
    for (int life = 0; life < 3; life++) {
      open(SyncPolicy.NONE, NEVER).close();
    }
    assertThat(JournalFiles.segments(directory)).hasSize(1);
  }

  private Journal open(SyncPolicy policy, Duration interval) {
    return Journal.open(JournalSettings.of(directory, 1).withSync(policy, interval), files);
  }
}
