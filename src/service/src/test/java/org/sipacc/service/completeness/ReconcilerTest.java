package org.sipacc.service.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.RecordKind;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.Gap;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalSettings;

/** What the sums say without a database, and about the journal. */
class ReconcilerTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-03-02T00:00:00Z");

  @TempDir private Path directory;
  private final Tally tally = new Tally();
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(JournalSettings.of(directory, 1));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Reconciliation reconcile(int openCalls) {
    return reconcile(openCalls, Optional.empty(), List.of(), 0);
  }

  private Reconciliation reconcile(
      int openCalls, Optional<DataSource> database, List<BackendStatus> backends, long lost) {
    return new Reconciler(
            new Reconciler.Sources(
                tally,
                () -> openCalls,
                true,
                journal,
                () -> backends,
                database,
                List::of,
                () -> new Unjournalled(0, 0),
                () -> lost))
        .reconcile(SINCE, UNTIL);
  }

  private static BackendStatus backend(String name, int deadLetters, Gap... gaps) {
    DelivererStatus running =
        new DelivererStatus(
            name, DelivererStatus.State.RUNNING, SINCE, Optional.empty(), 0, 0, Optional.empty());
    return new BackendStatus(running, false, deadLetters, List.of(gaps));
  }

  private static Gap gapOf(String backend, Instant at) {
    return new Gap(backend, at, new JournalPosition(0, 3), new JournalPosition(0, 9), 6);
  }

  private static AccountingRecord record(Backend backend) {
    return new AccountingRecord(
        RecordKind.CDR,
        backend,
        backend == Backend.DB ? "acc" : "",
        CoreColumns.DEFAULT,
        Optional.empty(),
        "1",
        new CoreFields("INVITE", "ft", "tt", "c1", "200", "OK", SINCE),
        Optional.empty(),
        List.of(),
        List.of());
  }

  @Test
  void callThatIsOpenIsNotMissing() {
    tally.began();

    assertThat(reconcile(1).isComplete()).isTrue();
  }

  @Test
  void callThatIsNeitherOpenNorSummarisedIsAGap() {
    tally.began();
    tally.began();

    assertThat(reconcile(1).gaps())
        .containsExactly("2 calls came since the start, 1 are open and 0 left a summary");
  }

  @Test
  void deadLettersAreAGap() {
    List<BackendStatus> backends = List.of(backend("db", 2), backend("log", 0));

    assertThat(reconcile(0, Optional.empty(), backends, 0).gaps())
        .containsExactly(
            "db refused 2 entries, which wait as dead letters (bin/sipacc dead-letters)");
  }

  @Test
  void backendThatWasLetGoInThePeriodIsAGap() {
    Gap inside = gapOf("log", SINCE.plusSeconds(60));
    Gap before = gapOf("log", SINCE.minusSeconds(60));

    assertThat(reconcile(0, Optional.empty(), List.of(backend("log", 0, before, inside)), 0).gaps())
        .containsExactly(
            "log was let go at 2026-03-01T00:01:00Z and has to do without what stands after 0:3 up"
                + " to 0:9, 6 entries");
  }

  @Test
  void entriesThatNothingCouldTakeAreAGap() {
    assertThat(reconcile(0, Optional.empty(), List.of(), 5).gaps())
        .singleElement()
        .asString()
        .startsWith("5 entries were lost since the start");
  }

  @Test
  void databaseThatCannotBeAskedIsNotComplete() {
    DataSource down =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  throw new SQLException("connection refused", "08001");
                });

    assertThat(reconcile(0, Optional.of(down), List.of(), 0).gaps())
        .singleElement()
        .asString()
        .startsWith("the database cannot be asked for its rows: ")
        .contains("connection refused");
  }

  @Test
  void waitingAreOnlyTheEntriesThatAreWanted() {
    journal.append(List.of(record(Backend.DB), record(Backend.LOG), record(Backend.DB)), List.of());

    WaitingEntries waiting =
        WaitingEntries.after(journal, JournalPosition.START, ReconcilerTest::isForDatabase);

    assertThat(waiting).isEqualTo(new WaitingEntries(2, new JournalPosition(0, 3), 0));
  }

  @Test
  void waitingBeginAfterTheCursor() {
    journal.append(List.of(record(Backend.DB), record(Backend.DB), record(Backend.DB)), List.of());

    JournalPosition cursor = new JournalPosition(0, 2);

    assertThat(WaitingEntries.after(journal, cursor, entry -> true).wanted()).isEqualTo(1);
  }

  @Test
  void entriesOfAnEarlierRunWaitButAreNotOfThisRun() {
    journal.append(List.of(record(Backend.DB)), List.of());
    journal.close();
    journal = Journal.open(JournalSettings.of(directory, 1));
    journal.append(List.of(record(Backend.DB)), List.of());

    assertThat(WaitingEntries.after(journal, JournalPosition.START, entry -> true).wanted())
        .isEqualTo(1);
  }

  @Test
  void numbersWithoutAnEntryAreLost() throws IOException {
    for (int i = 0; i < 3; i++) {
      journal.append(List.of(record(Backend.DB)), List.of());
    }
    journal.sync();
    damage();

    WaitingEntries waiting = WaitingEntries.after(journal, JournalPosition.START, entry -> true);

    assertThat(waiting.lost()).isPositive();
    assertThat(waiting.wanted() + waiting.lost()).isEqualTo(3);
  }

  /** Writes over the middle of the one segment. */
  private void damage() throws IOException {
    try (Stream<Path> files = Files.list(directory);
        RandomAccessFile segment =
            new RandomAccessFile(
                files
                    .filter(file -> file.toFile().length() > 64)
                    .findFirst()
                    .orElseThrow()
                    .toFile(),
                "rw")) {
      segment.seek(segment.length() / 2);
      segment.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }
  }

  private static boolean isForDatabase(JournalEntry entry) {
    return entry instanceof JournalEntry.RecordEntry e && e.record().backend() == Backend.DB;
  }
}
