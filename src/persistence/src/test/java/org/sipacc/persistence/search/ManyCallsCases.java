package org.sipacc.persistence.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.PersistenceException;
import javax.persistence.TypedQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TextMatch.How;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.persistence.testing.QueryPlans;

/** Searching many calls: by which index the database goes about it, and in how much memory. */
abstract class ManyCallsCases extends OnEachDatabase {
  /** One call in each second, from a thousand callers. */
  static final int CALLS = 100_000;

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final TimeRange HOUR =
      new TimeRange(
          Optional.of(START.plus(Duration.ofHours(20))),
          Optional.of(START.plus(Duration.ofHours(21))));

  private AccountingPersistence persistence;

  ManyCallsCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  /** The statement that makes the calls, and what the database needs to know their number. */
  abstract String[] manyCalls();

  /** Keeps everybody else from reading the calls. */
  abstract String lock();

  /** Lets them read on. */
  abstract String unlock();

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    database.execute(manyCalls());
    assertThat(database.count("calls")).isEqualTo(CALLS);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private String planOf(CallFilter filter, Optional<Position> after) {
    return planOf(em -> new CallSearch(persistence).pageQuery(em, filter, after, 100));
  }

  private String planOf(Function<EntityManager, TypedQuery<CallRow>> asks) {
    return persistence.query(em -> QueryPlans.of(database, em, asks.apply(em)));
  }

  private static CallFilter filter(
      TimeRange range, Optional<TextMatch> caller, Optional<Codes> code, Optional<String> callId) {
    return filter(range, caller, Optional.empty(), code, callId);
  }

  private static CallFilter filter(
      TimeRange range,
      Optional<TextMatch> caller,
      Optional<String> country,
      Optional<Codes> code,
      Optional<String> callId) {
    return new CallFilter(
        range,
        caller,
        Optional.empty(),
        country,
        code,
        Optional.empty(),
        Optional.empty(),
        callId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Optional<TextMatch> caller(How how, String text) {
    return Optional.of(new TextMatch(how, text));
  }

  @Test
  void noSearchReadsTheWholeTable() {
    assertThat(planOf(CallFilter.in(TimeRange.ALL), Optional.empty()))
        .contains("calls_invited_idx");
    Position deep = new Position(START.plus(Duration.ofHours(2)), "0".repeat(26));
    assertThat(planOf(CallFilter.in(TimeRange.ALL), Optional.of(deep)))
        .contains("calls_invited_idx");
    assertThat(planOf(CallFilter.in(HOUR), Optional.empty())).contains("calls_invited_idx");
    assertThat(
            planOf(
                filter(
                    TimeRange.ALL,
                    caller(How.EQUALS, "49100500"),
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty()))
        .contains("calls_caller_idx");
    assertThat(
            planOf(
                filter(
                    TimeRange.ALL,
                    caller(How.STARTS, "4910050"),
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty()))
        .contains("calls_caller_idx");
    assertThat(
            planOf(
                filter(
                    HOUR,
                    caller(How.CONTAINS, "500"),
                    Optional.of(Codes.ofClass(2)),
                    Optional.empty()),
                Optional.empty()))
        .contains("calls_invited_idx");
    assertThat(
            planOf(
                filter(TimeRange.ALL, Optional.empty(), Optional.empty(), Optional.of("call-77")),
                Optional.empty()))
        .contains("calls_callid_idx");
    assertThat(
            planOf(
                filter(
                    TimeRange.ALL,
                    Optional.empty(),
                    Optional.of("DE"),
                    Optional.of(Codes.ofClass(4)),
                    Optional.empty()),
                Optional.empty()))
        .contains("calls_country_idx");
  }

  @Test
  void aReportReadsTheCallsOfItsTimeOnly() {
    assertThat(planOf(em -> new CallSearch(persistence).eachQuery(em, CallFilter.in(HOUR))))
        .contains("calls_invited_idx");
  }

  @Test
  void rollingUpReadsTheCallsOfSomeEntriesOnly() {
    EntryRange entries = new EntryRange(0, "50000", "50500");
    assertThat(planOf(em -> new CallSearch(persistence).entriesQuery(em, entries, 5_000)))
        .contains("calls_record_idx");
  }

  @Test
  void aStreamOfAllCallsKeepsFewOfThemInMemory() {
    long[] taken = new long[1];
    long[] used = new long[2];
    new CallSearch(persistence)
        .each(
            CallFilter.in(TimeRange.ALL),
            0,
            call -> {
              taken[0]++;
              if (taken[0] == 5_000) {
                used[0] = usedMemory();
              } else if (taken[0] == CALLS - 1) {
                used[1] = usedMemory();
              }
            });
    assertThat(taken[0]).isEqualTo(CALLS);
    assertThat(used[1] - used[0]).as("bytes that 95,000 more calls keep").isLessThan(16 << 20);
  }

  @Test
  void aSearchThatTakesTooLongIsGivenUpAndNoOtherIs() throws Exception {
    try (Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(lock());
      CallSearch hasty = new CallSearch(persistence, Duration.ofSeconds(1));
      assertThatThrownBy(() -> hasty.page(CallFilter.in(HOUR), 0, Optional.empty(), 1))
          .isInstanceOf(PersistenceException.class)
          .matches(DatabaseErrors::isTimeout);

      CallSearch patient = new CallSearch(persistence);
      var found =
          CompletableFuture.supplyAsync(
              () -> patient.page(CallFilter.in(HOUR), 0, Optional.empty(), 1));
      assertThatThrownBy(() -> found.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      statement.execute(unlock());
      assertThat(found.get(10, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
