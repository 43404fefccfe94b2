package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.DelivererStatus.State;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalSettings;

class DeliveredReleaseTest {
  @TempDir Path directory;
  private long nanos;

  @Test
  void whatAllDestinationsPassedAWhileAgoIsDeletedThoughNothingMoves() {
    try (Journal journal = fullJournal()) {
      DeliveredRelease release = new DeliveredRelease(journal, () -> nanos);
      long full = journal.bytes();

      release.check(List.of(at(journal.end()), at(journal.end())));
      assertThat(journal.bytes()).isEqualTo(full);
      nanos += Duration.ofMinutes(1).toNanos();
      release.check(List.of(at(journal.end()), at(journal.end())));
      assertThat(journal.bytes()).isLessThan(full);
    }
  }

  @Test
  void aDestinationThatStandsBehindOrIsUnknownHoldsAll() {
    try (Journal journal = fullJournal()) {
      DeliveredRelease release = new DeliveredRelease(journal, () -> nanos);
      long full = journal.bytes();
      for (int minute = 0; minute < 3; minute++) {
        nanos += Duration.ofMinutes(1).toNanos();
        release.check(List.of(at(journal.end()), at(JournalPosition.START)));
        release.check(List.of(at(journal.end()), status(Optional.empty())));
      }
      assertThat(journal.bytes()).isEqualTo(full);
    }
  }

  private Journal fullJournal() {
    Journal journal =
        Journal.open(JournalSettings.of(directory, 1).withSizes(4096, 1 << 20).withReserve(0));
    for (int i = 0; i < 100; i++) {
      journal.append(RecordStoreTest.record("call-" + i));
    }
    journal.sync();
    return journal;
  }

  private static DelivererStatus at(JournalPosition position) {
    return status(Optional.of(position));
  }

  private static DelivererStatus status(Optional<JournalPosition> position) {
    return new DelivererStatus(
        "db", State.RUNNING, Instant.EPOCH, position, 0, 0, Optional.empty());
  }
}
