package org.sipacc.service.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.completeness.HourOfTable;
import org.sipacc.persistence.completeness.Period;
import org.sipacc.persistence.completeness.RowComparison;
import org.sipacc.persistence.retention.StoredDay;
import org.sipacc.persistence.retention.StoredDays;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.service.SampleCalls;
import org.sipacc.service.work.LongWork;

/** Files of days, and rows that are deleted when they are old, in a real database. */
abstract class DayUpkeepCases extends OnEachDatabase {
  private static final LocalDate DAY = LocalDate.ofInstant(SampleCalls.START, ZoneOffset.UTC);
  private static final int CALLS = 1_200;

  @TempDir Path directory;

  private AccountingPersistence persistence;
  private SampleCalls calls;
  private boolean rolledUp = true;
  private final LongWork work = new LongWork();

  DayUpkeepCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    calls = new SampleCalls(persistence);
    calls.store(CALLS);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  /** What a server does that was started so many days after the calls. */
  private void run(int days, Optional<Path> files, int callsDays) {
    Clock clock =
        Clock.fixed(SampleCalls.START.plusSeconds(days * 86_400L + 3_600), ZoneOffset.UTC);
    new DayUpkeep(
            new StoredDays(persistence),
            new DayUpkeep.Rules(0, files, callsDays, 0),
            () -> rolledUp,
            work,
            clock)
        .run();
  }

  private DayFile file(int part) {
    return new DayFile(directory, new StoredDay(DAY, "calls", 0, 0), part);
  }

  private static Set<String> ids(DayFile... files) throws IOException {
    List<String> ids = new ArrayList<>();
    for (DayFile file : files) {
      file.eachId(ids::add);
    }
    assertThat(ids).as("no row is in two files").doesNotHaveDuplicates();
    return new HashSet<>(ids);
  }

  private Set<String> storedIds() {
    return new HashSet<>(database.texts("select record_id from calls"));
  }

  private List<HourOfTable> hours() throws Exception {
    return RowComparison.compare(
            database.dataSource(),
            new Period(SampleCalls.START, SampleCalls.END),
            UUID.randomUUID(),
            JournalPosition.START)
        .hours();
  }

  private List<Path> filesThere() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aDayThatIsOverIsWrittenWholeAndKept() throws Exception {
    Set<String> stored = storedIds();

    run(1, Optional.of(directory), 2);
    run(2, Optional.of(directory), 2);

    assertThat(ids(file(1))).isEqualTo(stored);
    assertThat(file(1).rows()).isEqualTo(CALLS);
    assertThat(filesThere())
        .extracting(Path::getFileName)
        .extracting(Path::toString)
        .containsExactly(
            "calls-2026-03-01-node0.jsonl.gz", "calls-2026-03-01-node0.jsonl.gz.manifest.json");
    assertThat(storedIds()).isEqualTo(stored);
  }

  @Test
  void aDayThatGoesOnIsNotWritten() throws Exception {
    run(0, Optional.of(directory), 0);

    assertThat(filesThere()).isEmpty();
  }

  @Test
  void oldRowsAreWrittenThenDeletedAndNotMissedByTheReconciliation() throws Exception {
    Set<String> stored = storedIds();
    assertThat(hours()).hasSize(1);

    run(4, Optional.of(directory), 2);

    assertThat(ids(file(1))).isEqualTo(stored);
    assertThat(database.count("calls")).isZero();
    assertThat(database.count("call_attempts")).isZero();
    assertThat(hours()).isEmpty();
    run(5, Optional.of(directory), 2);
    assertThat(file(2).exists()).isFalse();
  }

  @Test
  void whileTheyAreHeldNothingIsWrittenOrDeleted() throws Exception {
    run(0, Optional.of(directory), 2);
    assertThat(work.cancel(DayUpkeep.ID)).isTrue();
    run(4, Optional.of(directory), 2);
    assertThat(filesThere()).isEmpty();
    assertThat(database.count("calls")).isEqualTo(CALLS);

    assertThat(work.resume(DayUpkeep.ID)).isTrue();
    run(4, Optional.of(directory), 2);
    assertThat(file(1).rows()).isEqualTo(CALLS);
    assertThat(database.count("calls")).isZero();
  }

  @Test
  void rowsThatComeLaterGetAFileOfTheirOwn() throws Exception {
    SummaryEntry refused = calls.refused();
    run(1, Optional.of(directory), 2);
    calls.replay(refused);
    run(2, Optional.of(directory), 2);
    assertThat(ids(file(2))).containsExactly(refused.id().toString());

    SummaryEntry lastOne = calls.refused();
    run(4, Optional.of(directory), 2);
    assertThat(database.count("calls")).isZero();
    calls.replay(lastOne);
    run(5, Optional.of(directory), 2);

    assertThat(ids(file(1), file(2), file(3))).hasSize(CALLS + 2);
    assertThat(database.count("calls")).isZero();
    assertThat(hours()).isEmpty();
  }

  @Test
  void aDeletionThatWasBrokenOffGoesOn() throws Exception {
    Set<String> stored = storedIds();
    run(1, Optional.of(directory), 2);
    new StoredDays(persistence).delete("calls", stored.stream().limit(500).toList());

    run(4, Optional.of(directory), 2);

    assertThat(ids(file(1))).isEqualTo(stored);
    assertThat(file(2).exists()).isFalse();
    assertThat(database.count("calls")).isZero();
  }

  @Test
  void whereNoFilesAreWantedOldRowsAreDeletedAllTheSame() throws Exception {
    run(4, Optional.empty(), 2);

    assertThat(database.count("calls")).isZero();
    assertThat(hours()).isEmpty();
  }

  @Test
  void rowsThatCannotBeWrittenStay() throws Exception {
    Path file = Files.createFile(directory.resolve("no-directory"));

    run(4, Optional.of(file.resolve("days")), 2);

    assertThat(database.count("calls")).isEqualTo(CALLS);
  }

  @Test
  void callsStayUntilTheyAreRolledUp() throws Exception {
    rolledUp = false;

    run(4, Optional.of(directory), 2);

    assertThat(database.count("calls")).isEqualTo(CALLS);
    assertThat(file(1).exists()).isTrue();
  }

  @Test
  void theDayTheServerWasStartedInStays() throws Exception {
    MovingClock clock = new MovingClock(SampleCalls.START.plusSeconds(60));
    DayUpkeep upkeep =
        new DayUpkeep(
            new StoredDays(persistence),
            new DayUpkeep.Rules(0, Optional.empty(), 1, 0),
            () -> true,
            work,
            clock);
    clock.now = SampleCalls.START.plusSeconds(10 * 86_400L);

    upkeep.run();

    assertThat(database.count("calls")).isEqualTo(CALLS);
  }

  private static final class MovingClock extends Clock {
    private Instant now;

    MovingClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
