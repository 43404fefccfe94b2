package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.parameter.JournalFull;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalReader;
import org.sipacc.journal.JournalSettings;
import org.sipacc.service.JournalStatus.State;
import org.sipacc.service.completeness.Unjournalled;

class RecordStoreTest {
  private static final int SEGMENT = 4096;
  private static final long MEMORY = 1 << 20;

  @TempDir Path base;
  private Journal journal;
  private RecordStore store;
  private final List<String> read = new ArrayList<>();
  private Optional<JournalReader> reader = Optional.empty();

  @AfterEach
  void close() {
    store.close();
    reader.ifPresent(JournalReader::close);
    journal.close();
  }

  @Test
  void whatAFullJournalCannotTakeIsAppendedInOrderOnceThereIsRoom() {
    open(small(), JournalFull.REFUSE, MEMORY);
    List<String> calls = takeCalls(0, 300);
    assertThat(store.status().state()).isEqualTo(State.REFUSING);
    assertThat(store.status().reason().orElseThrow()).contains("its bound is");
    assertThat(store.status().waiting()).isPositive();
    assertThat(store.admits()).isFalse();

    calls.addAll(takeCalls(300, 20));
    assertThat(deliverAndRelease(calls.size())).isEqualTo(calls);

    await().until(store::admits);
    calls.addAll(takeCalls(320, 1));
    assertThat(deliverAndRelease(calls.size())).isEqualTo(calls);
    assertThat(store.status())
        .matches(status -> status.state() == State.ACCEPTING)
        .matches(status -> status.waiting() == 0)
        .matches(status -> status.dropped() == 0)
        .matches(status -> status.refused() > 0);
  }

  @Test
  void withAlarmNewCallsAreTakenAllTheSame() {
    open(small(), JournalFull.ALARM, MEMORY);
    takeCalls(0, 300);
    assertThat(store.status().state()).isEqualTo(State.ALARM);
    assertThat(store.admits()).isTrue();
    assertThat(store.status().refused()).isZero();
  }

  @Test
  void aDirectoryThatCannotBeWrittenCostsNothingIfItComesBack() throws Exception {
    open(settings().withSizes(SEGMENT, 1 << 20), JournalFull.REFUSE, MEMORY);
    Path away = base.resolve("away");
    Files.move(directory(), away);
    List<String> calls = takeCalls(0, 300);
    assertThat(store.admits()).isFalse();
    assertThat(store.status().waiting()).isPositive();

    Files.move(away, directory());
    await().until(store::admits);
    assertThat(deliverAndRelease(calls.size())).isEqualTo(calls);
  }

  @Test
  void theReserveStopsNewCallsWhileThoseThatAreUpStillFindRoom() {
    open(small().withReserve(SEGMENT), JournalFull.REFUSE, MEMORY);
    assertThat(store.admits()).isTrue();
    List<String> calls = new ArrayList<>();
    while (journal.room().withinBound() >= SEGMENT) {
      calls.addAll(takeCalls(calls.size(), 1));
    }
    await().until(() -> !store.admits());
    assertThat(store.status().reason().orElseThrow()).contains("journal_reserve wants");

    calls.addAll(takeCalls(calls.size(), 1));
    assertThat(store.status().waiting()).isZero();
    assertThat(deliverAndRelease(calls.size())).isEqualTo(calls);
    await().until(store::admits);
  }

  @Test
  void aDiskWithLessThanTheReserveCountsAsFull() {
    open(settings().withReserve(Long.MAX_VALUE / 4), JournalFull.REFUSE, MEMORY);
    await().until(() -> !store.admits());
    assertThat(store.status().reason().orElseThrow()).contains("left on its disk");
  }

  @Test
  void beyondTheMemoryTheOldestAreDroppedAndCounted() {
    open(small(), JournalFull.REFUSE, 2 * SEGMENT);
    List<String> calls = takeCalls(0, 200);
    JournalStatus status = store.status();
    assertThat(status.dropped()).isPositive();
    int appended = 200 - (int) status.dropped() - status.waiting();
    assertThat(store.unjournalled())
        .isEqualTo(new Unjournalled(status.waiting(), status.dropped()));

    List<String> kept = new ArrayList<>(calls.subList(0, appended));
    kept.addAll(calls.subList(appended + (int) status.dropped(), 200));
    assertThat(deliverAndRelease(kept.size())).isEqualTo(kept);
  }

  @Test
  void aValueThatIsTooLongCostsItsOwnRecordOnly() {
    open(settings(), JournalFull.REFUSE, MEMORY);
    store.take(
        List.of(record("call-0"), record("x".repeat(70_000)), record("call-1")),
        List.of(),
        List.of());
    assertThat(deliverAndRelease(2)).containsExactly("call-0", "call-1");
    assertThat(store.status().dropped()).isEqualTo(1);
    assertThat(store.unjournalled()).isEqualTo(new Unjournalled(0, 1));
    assertThat(store.admits()).isTrue();
  }

  @Test
  void damagedFilesAreCountedUntilTheyAreRemoved() throws Exception {
    open(settings(), JournalFull.REFUSE, MEMORY);
    Path damaged = Files.createFile(directory().resolve("0000000-1.journal.damaged"));
    await().until(() -> store.status().damagedFiles() == 1);
    Files.delete(damaged);
    await().until(() -> store.status().damagedFiles() == 0);
  }

  private void open(JournalSettings settings, JournalFull full, long memory) {
    journal = Journal.open(settings);
    RecordStore.Settings taking = new RecordStore.Settings(full, memory, Duration.ofMillis(20));
    store = new RecordStore(journal, taking, () -> {}, Thread::new);
  }

  /** Finishes a record in each call; their Call-IDs. */
  private List<String> takeCalls(int first, int count) {
    List<String> calls =
        new ArrayList<>(
            IntStream.range(first, first + count).mapToObj(call -> "call-" + call).toList());
    calls.forEach(call -> store.take(List.of(record(call)), List.of(), List.of()));
    return calls;
  }

  /** Reads on from the beginning and deletes what was read, as delivery does. */
  private List<String> deliverAndRelease(int count) {
    await()
        .until(
            () -> {
              journal.sync();
              read.addAll(
                  reader().read(100).stream()
                      .map(entry -> ((RecordEntry) entry).record().core().callId())
                      .toList());
              journal.release(reader().position());
              return read.size() >= count;
            });
    return read;
  }

  private JournalReader reader() {
    if (reader.isEmpty()) {
      reader = Optional.of(journal.reader(JournalPosition.START));
    }
    return reader.get();
  }

  private JournalSettings small() {
    return settings().withSizes(SEGMENT, 3 * SEGMENT);
  }

  private JournalSettings settings() {
    return JournalSettings.of(directory(), 1).withReserve(0);
  }

  private Path directory() {
    return base.resolve("journal");
  }

  static AccountingRecord record(String callId) {
    return new AccountingRecord(
        RecordKind.MISSED,
        Backend.DB,
        "missed_calls",
        CoreColumns.DEFAULT,
        Optional.empty(),
        "1",
        new CoreFields("INVITE", "f", "t", callId, "486", "Busy Here", Instant.EPOCH),
        Optional.empty(),
        List.of(new Field("caller_id", "sip:alice@example.com")),
        List.of());
  }
}
