package org.sipacc.service.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** Reports of three days of calls in a real database, against plain SQL on the same calls. */
abstract class ReportsCases extends OnEachDatabase {
  private static final String[] CALLEES = {
    "200", "+4930123456", "004930123457", "+40211234567", "+12125550123", "+14165550123"
  };
  private static final int CALLS = 3000;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-03-04T00:00:00Z");
  private static final TimeRange DAYS = new TimeRange(Optional.of(START), Optional.of(END));
  private static final int[] CODES = {
    200, 200, 200, 302, 401, 404, 408, 480, 486, 487, 500, 503, 603
  };

  private AccountingPersistence persistence;
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
    search = new Search(Optional.of(persistence), new Masking(Role.OPERATOR, 2));
    store();
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private void store() throws Exception {
    Random random = new Random(6076);
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      entries.add(
          new SummaryEntry(
              new JournalPosition(0, i + 1),
              TimeOrderedId.of(START.toEpochMilli(), 0, i),
              call(random, i)));
    }
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, new JournalPosition(0, entries.size()), entries);
    }
  }

  private static CallSummary call(Random random, int number) {
    Instant invited = START.plusMillis(random.nextInt(3 * 86_400_000));
    int code = CODES[random.nextInt(CODES.length)];
    boolean answered = code == 200;
    Optional<Instant> ringing =
        random.nextInt(3) > 0
            ? Optional.of(invited.plusMillis(random.nextInt(5000)))
            : Optional.empty();
    Instant answer = invited.plusMillis(5000 + random.nextInt(9000));
    Attempt first =
        new Attempt("sip:a@192.0.2.1", invited, Optional.of(answer), answered ? 503 : code, "");
    Attempt last =
        new Attempt("sip:a@192.0.2." + (2 + number % 4), invited, Optional.of(answer), code, "");
    return new CallSummary(
        TimeOrderedId.of(invited.toEpochMilli(), number % 3, number),
        "call-" + number,
        "f",
        "t",
        "sip:10" + random.nextInt(30) + "@a.example",
        "sip:" + CALLEES[number % CALLEES.length] + "@b.example",
        "sip:" + CALLEES[number % CALLEES.length] + "@b.example",
        "udp:192.0.2.1:5060",
        "",
        invited,
        ringing,
        ringing,
        answered ? Optional.of(answer) : Optional.empty(),
        answered ? answer.plusMillis(random.nextInt(600_000)) : answer,
        answered ? Outcome.ANSWERED : Outcome.FAILED,
        code,
        "",
        EndedBy.CALLER,
        "",
        "",
        "v1",
        List.of(first, first, last));
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
    for (int percent : new int[] {50, 95, 99}) {
      assertThat(figures.postDialDelay().percentile(percent).orElse(-1))
          .as(where + " p" + percent)
          .isEqualTo(percentile(percent, where));
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
    return value.isEmpty() ? -1 : Math.round(Double.parseDouble(value.get(0)));
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

  /** Exports, at its first call exports again, and so on; tells how many were begun. */
  private int exportsWithin(CallFilter filter, int depth) {
    int[] begun = new int[1];
    search.exportCalls(
        filter,
        Role.OPERATOR,
        call -> {
          if (begun[0] == 0) {
            begun[0] = 1 + (depth == 1 ? 0 : exportsWithin(filter, depth - 1));
          }
        });
    return begun[0];
  }
}
