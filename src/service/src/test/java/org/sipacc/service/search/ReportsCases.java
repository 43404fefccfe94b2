package org.sipacc.service.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Distribution;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.report.Ratio;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.service.SampleCalls;
import org.sipacc.service.work.LongWork;
import org.sipacc.service.work.WorkStatus;

/** Reports of three days of calls in a real database, against plain SQL on the same calls. */
abstract class ReportsCases extends OnEachDatabase {
  private static final int CALLS = 3000;
  private static final TimeRange DAYS = SampleCalls.DAYS;

  private AccountingPersistence persistence;
  private final LongWork work = new LongWork();
  private Search search;

  ReportsCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  /** Milliseconds between two columns, in the database's own words. */
  abstract String millis(String from, String to);

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    search = new Search(Optional.of(persistence), new Masking(Role.OPERATOR, 2), work);
    new SampleCalls(persistence).store(CALLS);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private Map<CallReport.Row, CallFigures> report(Interval interval, Grouping grouping) {
    return report(interval, grouping, CallFilter.in(DAYS), Role.OPERATOR);
  }

  private Map<CallReport.Row, CallFigures> report(
      Interval interval, Grouping grouping, CallFilter filter, Role role) {
    Map<CallReport.Row, CallFigures> rows = new LinkedHashMap<>();
    new Reports(search)
        .fill(
            new CallReport(interval, grouping, ZoneOffset.UTC, new Countries(Optional.empty())),
            filter,
            role)
        .each(rows::put);
    return rows;
  }

  private long sql(String expression, String where) {
    return Math.round(
        Double.parseDouble(
            database
                .texts("select coalesce(" + expression + ", 0) from calls where " + where)
                .get(0)));
  }

  private long count(String condition, String where) {
    return sql("sum(case when " + condition + " then 1 else 0 end)", where);
  }

  private void assertFigures(CallFigures figures, String where) {
    long calls = sql("count(*)", where);
    long answered = count("answered is not null", where);
    long redirected = count("code between 300 and 399", where);
    long rang = count("ringing is not null and code in (408, 487)", where);
    long refused = count("code in (480, 486, 600, 603)", where);
    assertThat(figures.calls()).isEqualTo(calls);
    assertThat(figures.answered()).isEqualTo(answered);
    assertThat(figures.answeredMillis())
        .isCloseTo(sql("sum(" + millis("answered", "ended") + ")", where), within(0L));
    assertThat(figures.averageCallMillis().denominator()).isEqualTo(answered);
    assertThat(figures.answerSeizureRatio().numerator()).isEqualTo(answered);
    assertThat(figures.answerSeizureRatio().denominator()).isEqualTo(calls);
    assertThat(figures.networkEffectivenessRatio().numerator())
        .isEqualTo(answered + refused + rang);
    assertThat(figures.sessionEstablishmentRatio().denominator()).isEqualTo(calls - redirected);
    assertThat(figures.sessionEstablishmentEffectivenessRatio().numerator())
        .isEqualTo(answered + refused);
    assertThat(figures.sessionEstablishmentEffectivenessRatio().denominator())
        .isEqualTo(calls - redirected - count("code in (401, 402, 407)", where));
    assertThat(figures.ineffectiveSessionAttempts().numerator())
        .isEqualTo(count("code in (408, 500, 503, 504)", where));
    assertThat(figures.successfulRequestMillis())
        .isEqualTo(
            new Ratio(
                sql("sum(" + millis("invited", "coalesce(ringing, answered)") + ")", where),
                count("coalesce(ringing, answered) is not null", where)));
    String failed = where + " and answered is null and code >= 400 and code not in (401, 402, 407)";
    assertThat(figures.failedRequestMillis())
        .isEqualTo(
            new Ratio(
                sql("sum(" + millis("invited", "ended") + ")", failed), sql("count(*)", failed)));
    for (int percent : new int[] {50, 95, 99}) {
      assertThat(figures.postDialDelay().percentile(percent).orElse(0))
          .as(where + " p" + percent)
          .isEqualTo(Distribution.counted(percentile(percent, where)));
    }
  }

  private long percentile(int percent, String where) {
    List<String> value =
        database.texts(
            "select pdd from (select pdd, row_number() over (order by pdd) as place,"
                + " count(*) over () as total from (select "
                + millis("invited", "ringing")
                + " as pdd from calls where ringing is not null and "
                + where
                + ") as delays) as placed where place * 100 >= total * "
                + percent
                + " order by place limit 1");
    return value.isEmpty() ? 0 : Math.round(Double.parseDouble(value.get(0)));
  }

  @Test
  void theFiguresOfAllCallsAreThoseOfPlainSql() {
    Map<CallReport.Row, CallFigures> rows = report(Interval.TOTAL, Grouping.NONE);
    assertThat(rows).hasSize(1);
    assertFigures(rows.values().iterator().next(), "1 = 1");
    assertThat(rows.values().iterator().next().calls()).isEqualTo(CALLS);
  }

  @Test
  void soAreThoseOfEachDayAndCode() {
    Map<CallReport.Row, CallFigures> rows = report(Interval.DAY, Grouping.CODE);
    assertThat(rows).hasSize(33);
    rows.forEach(
        (row, figures) -> {
          String day = row.begin().orElseThrow().toString().substring(0, 10);
          assertFigures(
              figures,
              "code = "
                  + row.group()
                  + " and invited >= '"
                  + day
                  + " 00:00:00' and invited < '"
                  + day.substring(0, 9)
                  + (Integer.parseInt(day.substring(9)) + 1)
                  + " 00:00:00'");
        });
  }

  @Test
  void theLargestGroupsAreThoseOfPlainSqlAndTheOthersAreTheRest() {
    CallReport report =
        new CallReport(
            Interval.TOTAL, Grouping.CALLER, ZoneOffset.UTC, new Countries(Optional.empty()));
    Reports.Largest largest =
        new Reports(search).largest(report, 3, CallFilter.in(DAYS), Role.ADMINISTRATOR);

    String byCalls = "from calls group by caller order by count(*) desc, caller limit 3";
    assertThat(largest.groups()).isEqualTo((int) sql("count(distinct caller)", "1 = 1"));
    assertThat(largest.groups()).isGreaterThan(3);
    assertThat(largest.names())
        .containsExactlyElementsOf(database.texts("select caller " + byCalls));
    Map<String, CallFigures> rows = new LinkedHashMap<>();
    largest.report().each((row, figures) -> rows.put(row.group(), figures));
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(largest.names());
    rows.forEach((caller, figures) -> assertFigures(figures, "caller = '" + caller + "'"));
    String others = String.join("', '", largest.names());
    assertFigures(largest.report().others(), "caller not in ('" + others + "')");
  }

  @Test
  void theCountryOfARowIsTheOneThatASearchAsksFor() {
    Map<CallReport.Row, CallFigures> rows = report(Interval.TOTAL, Grouping.CALLEE_COUNTRY);
    assertThat(rows.keySet())
        .extracting(CallReport.Row::group)
        .containsExactly("", "CA", "DE", "RO", "US");
    rows.forEach(
        (row, figures) -> assertFigures(figures, "callee_country = '" + row.group() + "'"));
    assertThat(report(Interval.TOTAL, Grouping.CALLER_COUNTRY).keySet())
        .extracting(CallReport.Row::group)
        .containsExactly("");
  }

  @Test
  void aCallCountsForTheWeekdayAndHourOfItsInvite() {
    Map<CallReport.Row, CallFigures> rows = report(Interval.TOTAL, Grouping.HOUR_OF_WEEK);
    assertThat(rows).hasSizeGreaterThan(24);
    LocalDate first = LocalDate.ofInstant(DAYS.since().orElseThrow(), ZoneOffset.UTC);
    rows.forEach(
        (row, figures) -> {
          String[] group = row.group().split(" ");
          LocalDate day =
              first.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(Integer.parseInt(group[0]))));
          assertFigures(
              figures,
              "invited >= '%s %s:00:00' and invited <= '%s %s:59:59.999999'"
                  .formatted(day, group[1], day, group[1]));
        });
  }

  @Test
  void aCallCountsOnceForTheGatewayThatAnsweredOrWasTriedLast() {
    Map<CallReport.Row, CallFigures> rows = report(Interval.TOTAL, Grouping.GATEWAY);
    assertThat(rows).hasSize(4);
    rows.forEach(
        (row, figures) ->
            assertFigures(
                figures,
                "call_uid in (select a.call_uid from call_attempts a where a.attempt = 3"
                    + " and a.target = 'sip:a@"
                    + row.group()
                    + "')"));
  }

  @Test
  void aReportIsOfWhatItsFilterLetsThrough() {
    CallFilter refused =
        new CallFilter(
            new TimeRange(DAYS.since(), DAYS.since().map(at -> at.plusSeconds(3600))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Codes.ofClass(4)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
    Map<CallReport.Row, CallFigures> rows =
        report(Interval.HOUR, Grouping.NONE, refused, Role.OPERATOR);
    assertThat(rows).hasSize(1);
    assertFigures(
        rows.values().iterator().next(),
        "code between 400 and 499 and invited < '2026-03-01 01:00:00'");
  }

  @Test
  void callersWhoLookAlikeBehindTheMaskAreOneGroup() {
    Map<CallReport.Row, CallFigures> masked =
        report(Interval.TOTAL, Grouping.CALLER, CallFilter.in(DAYS), Role.VIEWER);
    assertThat(masked.keySet())
        .extracting(CallReport.Row::group)
        .containsExactlyInAnyOrder("1xx", "10xx");
    assertThat(report(Interval.TOTAL, Grouping.CALLER)).hasSize(30);
    assertThat(masked.values())
        .extracting(CallFigures::calls)
        .satisfies(
            counts ->
                assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(CALLS));
  }

  @Test
  void aReportWithoutBoundsIsRefused() {
    assertThatExceptionOfType(SearchRefusedException.class)
        .isThrownBy(
            () ->
                report(Interval.TOTAL, Grouping.NONE, CallFilter.in(TimeRange.ALL), Role.OPERATOR));
  }

  @Test
  void fourExportsGoOnAtOnceAndAFifthIsRefused() {
    CallFilter all = CallFilter.in(DAYS);
    assertThat(exportsWithin(all, 4)).isEqualTo(4);
    assertThatExceptionOfType(SearchRefusedException.class)
        .isThrownBy(() -> exportsWithin(all, 5))
        .matches(refusal -> refusal.reason() == SearchRefusedException.Reason.BUSY);
    assertThat(exportsWithin(all, 1)).isEqualTo(1);
  }

  @Test
  void anExportThatWasCancelledGoesOnBehindItsLastCall() {
    CallFilter all = CallFilter.in(DAYS);
    List<String> first = new ArrayList<>();
    assertThatExceptionOfType(SearchRefusedException.class)
        .isThrownBy(
            () ->
                search.exportCalls(
                    all,
                    Optional.empty(),
                    Role.OPERATOR,
                    call -> {
                      first.add(call.uid().toString());
                      if (first.size() == 700) {
                        WorkStatus export = work.all().get(0);
                        assertThat(export.done()).isEqualTo(700);
                        assertThat(work.cancel(export.id())).isTrue();
                      }
                    }))
        .matches(refusal -> refusal.reason() == SearchRefusedException.Reason.CANCELLED);
    assertThat(work.all()).isEmpty();
    assertThat(first).hasSize(700);

    List<String> rest = new ArrayList<>();
    search.exportCalls(
        all,
        search.position(first.get(699)),
        Role.OPERATOR,
        call -> rest.add(call.uid().toString()));
    assertThat(rest).hasSize(CALLS - 700).doesNotContainAnyElementsOf(first);
  }

  /** Exports, at its first call exports again, and so on; tells how many were begun. */
  private int exportsWithin(CallFilter filter, int depth) {
    int[] begun = new int[1];
    search.exportCalls(
        filter,
        Optional.empty(),
        Role.OPERATOR,
        call -> {
          if (begun[0] == 0) {
            begun[0] = 1 + (depth == 1 ? 0 : exportsWithin(filter, depth - 1));
          }
        });
    return begun[0];
  }
}
