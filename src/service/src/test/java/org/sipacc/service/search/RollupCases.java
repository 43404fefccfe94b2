package org.sipacc.service.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.persistence.PersistenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.rollup.RolledCalls;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.service.SampleCalls;
import org.sipacc.service.work.LongWork;

/** Reports made of roll-ups, against those made of the same calls one by one. */
abstract class RollupCases extends OnEachDatabase {
  private static final Countries COUNTRIES = new Countries(Optional.empty());
  private static final TimeRange DAYS = SampleCalls.DAYS;

  /** In every interval and zone; the others go the same ways. */
  private static final Set<Grouping> THOROUGHLY = EnumSet.of(Grouping.CODE, Grouping.HOUR_OF_WEEK);

  private static final Set<Interval> SOME_INTERVALS = EnumSet.of(Interval.TOTAL, Interval.DAY);
  private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Kolkata");

  /** Begins and ends within an hour. */
  private static final TimeRange ODD =
      new TimeRange(
          Optional.of(SampleCalls.START.plus(Duration.ofSeconds(1_025))),
          Optional.of(SampleCalls.END.minus(Duration.ofSeconds(7_321))));

  private AccountingPersistence persistence;
  private Reports reports;
  private Rollups rollups;
  private SampleCalls calls;

  RollupCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    reports =
        new Reports(
            new Search(Optional.of(persistence), new Masking(Role.OPERATOR, 2), new LongWork()));
    rollups = new Rollups(persistence, COUNTRIES);
    calls = new SampleCalls(persistence);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private void rollUp() {
    int steps = 0;
    while (rollups.advance()) {
      steps++;
      assertThat(steps).as("steps").isLessThan(100);
    }
  }

  private List<String> report(Interval interval, Grouping grouping, TimeRange range, String zone) {
    List<String> rows = new ArrayList<>();
    reports
        .fill(
            new CallReport(interval, grouping, ZoneId.of(zone), COUNTRIES),
            CallFilter.in(range),
            Role.VIEWER)
        .each((row, figures) -> rows.add(row + " " + text(figures)));
    return rows;
  }

  private static String text(CallFigures figures) {
    CallFigures.Sums sums = figures.sums();
    return List.of(
            sums.calls(),
            sums.answered(),
            sums.answeredMillis(),
            sums.redirected(),
            sums.challenged(),
            sums.reachedUser(),
            sums.effective(),
            sums.ineffective(),
            sums.requested(),
            sums.requestMillis(),
            sums.failed(),
            sums.failedMillis())
        + IntStream.of(1, 50, 90, 95, 99, 100)
            .mapToObj(percent -> figures.postDialDelay().percentile(percent).toString())
            .collect(Collectors.joining(" "));
  }

  private Map<String, List<String>> allReports() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Grouping grouping : Grouping.values()) {
      boolean thoroughly = THOROUGHLY.contains(grouping);
      for (Interval interval : thoroughly ? EnumSet.allOf(Interval.class) : SOME_INTERVALS) {
        for (TimeRange range : List.of(DAYS, ODD)) {
          for (String zone : thoroughly ? ZONES : ZONES.subList(0, 1)) {
            all.put(
                String.join(" ", grouping.name(), interval.name(), range.toString(), zone),
                report(interval, grouping, range, zone));
          }
        }
      }
    }
    return all;
  }

  private List<String> daysByCode() {
    return report(Interval.DAY, Grouping.CODE, DAYS, "UTC");
  }

  private void forgetCalls() {
    database.execute("delete from call_attempts", "delete from calls");
  }

  @Test
  void reportsOfRollUpsAreThoseOfTheCallsThemselves() throws Exception {
    calls.store(1_500);
    Map<String, List<String>> ofCalls = allReports();

    rollUp();

    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(1_500, 1_500, false));
    assertThat(allReports()).isEqualTo(ofCalls);
  }

  @Test
  void reportsOfWholeHoursNeedTheCallsNoMore() throws Exception {
    calls.store(600);
    List<String> codes = daysByCode();
    List<String> hours = report(Interval.TOTAL, Grouping.HOUR_OF_WEEK, DAYS, "Europe/Berlin");
    List<String> gateways = report(Interval.HOUR, Grouping.GATEWAY, DAYS, "UTC");
    rollUp();

    forgetCalls();

    assertThat(daysByCode()).isEqualTo(codes).hasSize(33);
    assertThat(report(Interval.TOTAL, Grouping.HOUR_OF_WEEK, DAYS, "Europe/Berlin"))
        .isEqualTo(hours);
    assertThat(report(Interval.HOUR, Grouping.GATEWAY, DAYS, "UTC")).isEqualTo(gateways);
  }

  @Test
  void callsThatWereStoredSinceCountAtOnceAndAreAddedOnce() throws Exception {
    calls.store(400);
    rollUp();
    calls.store(300);
    List<String> partlyRolled = daysByCode();
    List<String> gateways = report(Interval.DAY, Grouping.GATEWAY, DAYS, "UTC");
    rollUp();
    rollUp();
    assertThat(daysByCode()).isEqualTo(partlyRolled);
    assertThat(report(Interval.DAY, Grouping.GATEWAY, DAYS, "UTC")).isEqualTo(gateways);

    database.execute("delete from call_rollups", "delete from rolled_days");

    assertThat(daysByCode()).as("one by one").isEqualTo(partlyRolled);
    assertThat(report(Interval.DAY, Grouping.GATEWAY, DAYS, "UTC")).isEqualTo(gateways);
  }

  @Test
  void sumsThatChangeWhileTheyAreReadAreNotTaken() throws Exception {
    calls.store(100);
    rollUp();
    calls.store(100);
    RolledCalls.Wanted days =
        new RolledCalls.Wanted(
            Grouping.NONE, SampleCalls.START, SampleCalls.END, true, SampleCalls.END);
    RolledCalls.Taker changing =
        new RolledCalls.Taker() {
          @Override
          public void sums(Instant begin, String group, CallFigures.Sums sums) {
            rollUp();
          }

          @Override
          public void call(CallSummary call) {
            // counted nowhere
          }

          @Override
          public void part(TimeRange range) {
            throw new AssertionError("the days have no parts");
          }
        };

    assertThat(new RolledCalls(persistence).read(days, changing)).isFalse();
    assertThat(new RolledCalls(persistence).read(days, changing)).isTrue();
  }

  @Test
  void aCallThatWasRefusedAndStoredLaterIsAdded() throws Exception {
    calls.store(200);
    SummaryEntry refused = calls.refused();
    calls.store(200);
    rollUp();

    calls.replay(refused);
    rollUp();

    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(401, 401, false));
    List<String> rolled = daysByCode();
    database.execute("delete from call_rollups", "delete from rolled_days");
    assertThat(daysByCode()).isEqualTo(rolled);
  }

  @Test
  void aCallThatComesAfterTheOthersOfItsDayWereDeletedTakesNothingOutOfTheRollUps()
      throws Exception {
    SummaryEntry refused = calls.refused();
    calls.store(200);
    rollUp();
    List<String> before = daysByCode();
    forgetCalls();

    calls.replay(refused);
    rollUp();

    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(201, 200, false));
    assertThat(daysByCode()).isEqualTo(before);
  }

  @Test
  void callsThatAreGoneFromTheTableAreNotWaitedFor() throws Exception {
    calls.store(50);
    forgetCalls();

    rollUp();

    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(50, 0, false));
  }

  @Test
  void aRebuildLeavesTheDaysWhoseCallsAreGone() throws Exception {
    calls.store(200);
    rollUp();
    List<String> before = daysByCode();

    Rollups.rebuild(persistence);
    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(200, 0, true));
    rollUp();
    assertThat(daysByCode()).isEqualTo(before);

    forgetCalls();
    Rollups.rebuild(persistence);
    rollUp();
    assertThat(daysByCode()).isEqualTo(before);
  }

  @Test
  void twoNodesThatAddAtOnceAddEachCallOnce() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 5; round++) {
        calls.store(100);
        Callable<Boolean> node =
            () -> {
              try {
                return new Rollups(persistence, COUNTRIES).advance();
              } catch (PersistenceException e) {
                return false;
              }
            };
        for (Future<Boolean> done : nodes.invokeAll(List.of(node, node))) {
          done.get();
        }
      }
    } finally {
      nodes.shutdownNow();
    }
    rollUp();

    assertThat(Rollups.progress(persistence)).isEqualTo(new Rollups.Progress(500, 500, false));
    List<String> rolled = daysByCode();
    database.execute("delete from call_rollups", "delete from rolled_days");
    assertThat(daysByCode()).isEqualTo(rolled);
  }

  @Test
  void aGroupingWithTooManyGroupsIsReckonedFromTheCalls() throws Exception {
    calls.store(3_300);
    database.execute("update calls set source = concat('tcp:192.0.2.1:', call_uid)");
    rollUp();

    assertThat(database.texts("select left_out from rolled_days")).containsExactly("source");
    assertThat(report(Interval.TOTAL, Grouping.SOURCE, DAYS, "UTC")).hasSize(3_300);
    assertThat(report(Interval.TOTAL, Grouping.CODE, DAYS, "UTC")).hasSize(11);
  }
}
