package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.TimeOrderedId;

class JournalTest {
  @TempDir Path directory;

  @Test
  void whatWasAppendedIsReadInItsOrderUnderItsIds() {
    try (Journal journal = Journal.open(settings())) {
      TimeOrderedId first = journal.append(Samples.cdr());
      TimeOrderedId second = journal.append(Samples.answeredCall());
      List<TimeOrderedId> more =
          journal.append(
              List.of(Samples.baseLine(), Samples.missedWithoutCdrTiming()),
              List.of(Samples.answeredCall()));

      List<JournalEntry> entries = JournalFiles.readAll(journal, JournalPosition.START);

      assertThat(entries)
          .extracting(JournalEntry::id)
          .startsWith(first, second)
          .endsWith(more.get(2));
      assertThat(entries).extracting(JournalEntry::id).containsAll(more).hasSize(5);
      assertThat(entries)
          .extracting(entry -> entry.position().sequence())
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(entries.get(0))
          .isEqualTo(new JournalEntry.RecordEntry(new JournalPosition(0, 1), first, Samples.cdr()));
      assertThat(entries.get(4))
          .isEqualTo(
              new JournalEntry.SummaryEntry(
                  new JournalPosition(0, 5), more.get(2), Samples.answeredCall()));
    }
  }

  @Test
  void anIdTellsTimeNodeAndPlace() {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    try (Journal journal = Journal.open(JournalSettings.of(directory, 65535).withClock(clock))) {
      journal.append(Samples.cdr());
      TimeOrderedId id = journal.append(Samples.cdr());

      assertThat(id.time()).isEqualTo(clock.instant());
      assertThat(id.node()).isEqualTo(65535);
      assertThat(JournalPosition.after(id)).isEqualTo(new JournalPosition(0, 2));
    }
  }

  @Test
  void sequenceNumbersAreGapFreeOverRestarts() {
    for (int life = 0; life < 5; life++) {
      try (Journal journal = Journal.open(settings())) {
        journal.append(Samples.numbered(life * 3, 3), List.of());
      }
    }
    try (Journal journal = Journal.open(settings())) {
      List<JournalEntry> entries = JournalFiles.readAll(journal, JournalPosition.START);

      assertThat(entries)
          .extracting(entry -> entry.position().sequence())
          .isEqualTo(JournalFiles.numbers(1, 15));
      assertThat(journal.end()).isEqualTo(new JournalPosition(0, 15));
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(0, 15));
    }
  }

  @Test
  void theJournalKeepsItsIdOverRestarts() {
    Journal first = Journal.open(settings());
    first.close();
    try (Journal second = Journal.open(settings())) {
      assertThat(second.id()).isEqualTo(first.id());
    }
  }

  @Test
  void aDirectoryThatLostItsSegmentsGetsANewId() throws Exception {
    Journal first = Journal.open(settings());
    first.append(Samples.cdr());
    first.close();
    for (Path segment : JournalFiles.segments(directory)) {
      Files.delete(segment);
    }
    try (Journal second = Journal.open(settings())) {
      assertThat(second.id()).isNotEqualTo(first.id());
    }
  }

  @Test
  void aLostIdFileIsMadeAgainFromTheSegments() throws Exception {
    Journal first = Journal.open(settings());
    first.close();
    Files.delete(directory.resolve("journal.id"));
    try (Journal second = Journal.open(settings())) {
      assertThat(second.id()).isEqualTo(first.id());
    }
  }

  @Test
  void segmentsOfAnotherJournalStopTheOpening(@TempDir Path other) throws Exception {
    Journal.open(settings()).close();
    Journal foreign = Journal.open(JournalSettings.of(other, 1));
    foreign.append(Samples.cdr());
    foreign.close();
    Files.delete(other.resolve("journal.id"));
    Files.copy(directory.resolve("journal.id"), other.resolve("journal.id"));

    assertThatThrownBy(() -> Journal.open(JournalSettings.of(other, 1)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining("another journal");
  }

  @Test
  void aPlaceIsReadFromItsText() {
    JournalPosition place = new JournalPosition(3, 1234);
    assertThat(place).hasToString("3:1234");
    assertThat(JournalPosition.parse("3:1234")).isEqualTo(place);
    assertThatThrownBy(() -> JournalPosition.parse("1234"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1234");
  }

  @Test
  void timesNeverGoBackNotEvenOverARestart() {
    Instant late = Instant.ofEpochMilli(2_000_000);
    TimeOrderedId before;
    try (Journal journal = Journal.open(settings().withClock(Clock.fixed(late, ZoneOffset.UTC)))) {
      before = journal.append(Samples.cdr());
    }
    Clock behind = Clock.fixed(late.minusSeconds(60), ZoneOffset.UTC);
    for (int life = 0; life < 2; life++) {
      try (Journal journal = Journal.open(settings().withClock(behind))) {
        TimeOrderedId after = journal.append(Samples.cdr());
        assertThat(after).isGreaterThan(before);
        assertThat(after.time()).isEqualTo(late);
      }
    }
  }

  @Test
  void aSecondOpenerIsRefusedWithTheDirectorysName() {
    try (Journal journal = Journal.open(settings())) {
      assertThatThrownBy(() -> Journal.open(settings()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use")
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      journal.append(Samples.cdr());
    }
    Journal.open(settings()).close();
  }

  @Test
  void aDirectoryThatCannotBeMadeStopsTheOpening() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Journal.open(JournalSettings.of(file.resolve("journal"), 1)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.resolve("journal").toString());
  }

  @Test
  void aFullSegmentIsFollowedByTheNext() throws Exception {
    try (Journal journal = Journal.open(small())) {
      for (AccountingRecord record : Samples.numbered(0, 100)) {
        journal.append(record);
      }
      assertThat(JournalFiles.segments(directory)).hasSizeGreaterThan(3);
      for (Path segment : JournalFiles.segments(directory)) {
        assertThat(Files.size(segment)).isLessThanOrEqualTo(4096);
      }
      assertThat(JournalFiles.readAll(journal, JournalPosition.START))
          .extracting(entry -> entry.position().sequence())
          .isEqualTo(JournalFiles.numbers(1, 100));
      assertThat(JournalFiles.readAll(journal, new JournalPosition(0, 57)))
          .extracting(entry -> entry.position().sequence())
          .startsWith(58L)
          .hasSize(43);
    }
    try (Journal journal = Journal.open(small())) {
      assertThat(JournalFiles.readAll(journal, JournalPosition.START))
          .extracting(entry -> entry.position().sequence())
          .isEqualTo(JournalFiles.numbers(1, 100));
    }
  }

  @Test
  void releaseDeletesWhatIsBehindTheCursorAndNeverTheActiveSegment() throws Exception {
    try (Journal journal = Journal.open(small())) {
      for (AccountingRecord record : Samples.numbered(0, 100)) {
        journal.append(record);
      }
      journal.sync();
      int before = JournalFiles.segments(directory).size();

      assertThat(journal.release(new JournalPosition(0, 1))).isZero();
      assertThat(journal.release(new JournalPosition(0, 50))).isPositive();
      assertThat(journal.oldest().sequence()).isBetween(1L, 50L);
      assertThat(JournalFiles.readAll(journal, journal.oldest()))
          .hasSize((int) (100 - journal.oldest().sequence()));
      assertThat(JournalFiles.readAll(journal, new JournalPosition(0, 50))).hasSize(50);
      assertThat(journal.entriesAfter(new JournalPosition(0, 50))).isEqualTo(50);

      journal.release(journal.end());
      assertThat(JournalFiles.segments(directory)).hasSize(1).hasSizeLessThan(before);
      journal.append(Samples.cdr());
    }
    try (Journal journal = Journal.open(small())) {
      assertThat(journal.end()).isEqualTo(new JournalPosition(0, 101));
    }
  }

  @Test
  void atTheSizeBoundAppendingStopsUntilSegmentsAreReleased() {
    try (Journal journal = Journal.open(settings().withSizes(4096, 3 * 4096))) {
      List<TimeOrderedId> taken = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  taken.add(journal.append(Samples.cdr()));
                }
              })
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("full")
          .hasMessageContaining(directory.toString());
      assertThat(JournalFiles.readAll(journal, JournalPosition.START)).hasSize(taken.size());

      journal.release(journal.end());
      TimeOrderedId next = journal.append(Samples.cdr());
      assertThat(JournalPosition.after(next).sequence()).isEqualTo(taken.size() + 1L);
    }
  }

  @Test
  void theRoomIsWhatTheBoundLeaves() {
    try (Journal journal = Journal.open(settings().withSizes(4096, 3 * 4096))) {
      long all = journal.room().withinBound();
      assertThat(all).isEqualTo(3 * 4096 - journal.bytes());
      assertThat(journal.room().onDisk()).isPositive();
      journal.append(Samples.cdr());
      assertThat(journal.room().withinBound()).isEqualTo(3 * 4096 - journal.bytes());
      assertThatThrownBy(
              () -> {
                while (true) {
                  journal.append(Samples.cdr());
                }
              })
          .isInstanceOf(JournalException.class);
      assertThat(journal.room().withinBound()).isLessThan(4096);
    }
  }

  @Test
  void deliveredSegmentsYoungerThanTheRetentionAreKeptWhileThereIsRoom() throws Exception {
    AdjustableClock clock = new AdjustableClock();
    JournalSettings kept =
        small().withClock(clock).withReserve(0).withRetention(Duration.ofHours(1));
    try (Journal journal = Journal.open(kept)) {
      journal.append(Samples.cdr());
      appendUntilSegments(journal, 3);
      clock.advance(Duration.ofMinutes(59));
      assertThat(journal.release(journal.end())).isZero();
      appendUntilSegments(journal, 5);

      clock.advance(Duration.ofMinutes(1).plusMillis(1));
      assertThat(journal.trim()).isEqualTo(2);
      assertThat(journal.trim()).isZero();
      assertThat(JournalFiles.readAll(journal, journal.oldest())).isNotEmpty();
    }
  }

  @Test
  void retentionGivesWayToTheSizeBound() throws Exception {
    JournalSettings kept =
        settings().withSizes(4096, 8 * 4096).withReserve(4096).withRetention(Duration.ofDays(1));
    try (Journal journal = Journal.open(kept)) {
      for (int i = 0; i < 500; i++) {
        journal.append(Samples.cdr());
        journal.sync();
        journal.release(journal.end());
      }
      assertThat(journal.room().withinBound()).isGreaterThanOrEqualTo(2 * 4096);
      assertThat(JournalFiles.segments(directory)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void retentionGivesWayToTheDisk() throws Exception {
    FaultyFiles files = new FaultyFiles();
    JournalSettings kept = small().withReserve(4096).withRetention(Duration.ofDays(1));
    try (Journal journal = Journal.open(kept, files)) {
      appendUntilSegments(journal, 3);
      assertThat(journal.release(journal.end())).isZero();
      files.leave(4096);
      assertThat(journal.trim()).isEqualTo(2);
    }
  }

  private void appendUntilSegments(Journal journal, int count) throws Exception {
    while (JournalFiles.segments(directory).size() < count) {
      journal.append(Samples.cdr());
    }
    journal.sync();
  }

  @Test
  void concurrentAppendersGiveAGapFreeOrderedFile() throws Exception {
    int threads = 8;
    int each = 500;
    try (Journal journal = Journal.open(settings().withSizes(64 * 1024, 1L << 30))) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<List<TimeOrderedId>>> futures = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * each;
        futures.add(
            pool.submit(
                () -> Samples.numbered(first, each).stream().map(journal::append).toList()));
      }
      List<TimeOrderedId> ids = new ArrayList<>();
      for (Future<List<TimeOrderedId>> future : futures) {
        assertThat(future.get()).isSorted();
        ids.addAll(future.get());
      }
      pool.shutdown();

      List<JournalEntry> entries = JournalFiles.readAll(journal, JournalPosition.START);
      assertThat(entries)
          .extracting(entry -> entry.position().sequence())
          .isEqualTo(JournalFiles.numbers(1, ids.size()));
      assertThat(entries)
          .extracting(JournalEntry::id)
          .isSorted()
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(entries).extracting(Samples::callId).doesNotHaveDuplicates();
    }
  }

  @Test
  void aReaderWaitsForTheNextEntry() throws Exception {
    try (Journal journal = Journal.open(settings())) {
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, Duration.ofMillis(1))).isFalse();
      journal.append(Samples.cdr());
      assertThat(journal.awaitSyncedAfter(JournalPosition.START, Duration.ofMinutes(1))).isTrue();
      assertThat(journal.syncedPosition()).isEqualTo(journal.end());
    }
  }

  @Test
  void aReaderReadsNoMoreThanAsked() {
    try (Journal journal = Journal.open(settings())) {
      journal.append(Samples.numbered(0, 5), List.of());
      journal.sync();
      try (JournalReader reader = journal.reader(JournalPosition.START)) {
        assertThat(reader.read(2)).extracting(Samples::callId).containsExactly("call-0", "call-1");
        assertThat(reader.position()).isEqualTo(new JournalPosition(0, 2));
        assertThat(reader.read(10))
            .extracting(Samples::callId)
            .containsExactly("call-2", "call-3", "call-4");
        assertThat(reader.read(10)).isEmpty();
        journal.append(Samples.cdr("call-5"));
        journal.sync();
        assertThat(reader.read(10)).extracting(Samples::callId).containsExactly("call-5");
        assertThat(journal.furthestRead()).isEqualTo(new JournalPosition(0, 6));
      }
    }
  }

  @Test
  void tooLongAValueIsRefusedAndLeavesNothing() {
    try (Journal journal = Journal.open(settings())) {
      assertThatThrownBy(() -> journal.append(Samples.cdr("x".repeat(64 * 1024 + 1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("65537 bytes");
      journal.append(Samples.cdr("y".repeat(64 * 1024)));
      assertThat(JournalFiles.readAll(journal, JournalPosition.START)).hasSize(1);
    }
  }

  @Test
  void aClosedJournalTakesNothing() {
    Journal journal = Journal.open(settings());
    journal.close();
    assertThatThrownBy(() -> journal.append(Samples.cdr()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("closed");
    journal.close();
  }

  @Test
  void appendingNothingIsNothing() {
    try (Journal journal = Journal.open(settings())) {
      assertThat(journal.append(List.of(), List.of())).isEmpty();
      assertThat(journal.end()).isEqualTo(JournalPosition.START);
    }
  }

  private JournalSettings settings() {
    return JournalSettings.of(directory, 1);
  }

  private JournalSettings small() {
    return settings().withSizes(4096, 1 << 20);
  }
}
