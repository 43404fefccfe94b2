package org.sipacc.bench.reports;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TextMatch.How;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.bench.database.Pool;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;
import org.sipacc.persistence.url.DatabaseDialect;
import org.sipacc.service.demo.SampleTraffic;
import org.sipacc.service.search.Masking;
import org.sipacc.service.search.Reports;
import org.sipacc.service.search.Search;
import org.sipacc.service.search.Search.Table;
import org.sipacc.service.work.LongWork;

/** How long searches, the overview and reports take among many calls. */
public final class ReportsBenchmark {
  private static final int BATCH = 5_000;
  private static final int PAGE = 100;
  private static final int WARM_UP = 3;
  private static final int RUNS = 11;
  private static final int EXPORTED = 1_000_000;
  private static final AccountingSettings SETTINGS = Parameters.builtIn().accountingSettings();
  private static final Duration DAY = Duration.ofDays(1);
  private static final Countries COUNTRIES = new Countries(Optional.empty());

  private static final Instant BEGIN = Instant.parse("2025-03-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
  private static final SampleTraffic.Parties PARTIES =
      new SampleTraffic.Parties(
          "497",
          100_000,
          List.of(
              "+4930", "+4930", "+4989", "+4940", "+49171", "+49160", "+431", "+331", "+4420",
              "+1212", "+4021", "+390", "+34910", "+4822", "030", "110"),
          7,
          Optional.empty());

  /** A Thursday in the last week, in the afternoon. */
  private static final Instant NOW = Instant.parse("2026-02-26T15:20:00Z");

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final long calls;

  private AccountingPersistence persistence;
  private Search search;
  private CallSummary some;

  private ReportsBenchmark(long calls) {
    this.calls = calls;
  }

  /**
   * @param arguments how many calls, and the names of the databases
   */
  public static void main(String[] arguments) throws Exception {
    ReportsBenchmark benchmark = new ReportsBenchmark(Long.parseLong(arguments[0]));
    for (String database : List.of(arguments).subList(1, arguments.length)) {
      Supplier<DatabaseServer> server =
          switch (database) {
            case "mariadb" -> DatabaseServers::mariadb;
            case "postgresql" -> DatabaseServers::postgresql;
            default ->
                throw new IllegalArgumentException(
                    "there is no database " + database + ": mariadb, postgresql");
          };
      benchmark.run(database, server);
    }
  }

  private void run(String name, Supplier<DatabaseServer> starts) throws Exception {
    try (DatabaseServer server = starts.get()) {
      TestDatabase database = server.newDatabase();
      if (database.dialect() == DatabaseDialect.MARIADB) {
        database.execute("set global innodb_buffer_pool_size = 4294967296");
      }
      PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
      SchemaMigration.migrate(database.dataSource(), settings);
      try (Pool pool = new Pool(database.dataSource());
          AccountingPersistence opened = AccountingPersistence.open(pool.dataSource(), settings)) {
        persistence = opened;
        search =
            new Search(Optional.of(persistence), new Masking(Role.OPERATOR, 2), new LongWork());
        out.printf(
            Locale.ROOT,
            "%s: %,d calls of a year, each with its row in acc or missed_calls%n",
            name,
            calls);
        out.printf(Locale.ROOT, "stored in %d s%n", seconds(this::store));
        out.printf(Locale.ROOT, "rolled up in %d s%n", seconds(this::rollUp));
        database.execute(
            database.dialect() == DatabaseDialect.MARIADB
                ? "analyze table calls, call_attempts, call_rollups, acc, missed_calls"
                : "analyze");
        measure();
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static long seconds(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
  }

  private void store() throws Exception {
    UUID journal = UUID.randomUUID();
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      sink.position(journal, JournalPosition.START);
      Delivery delivery = new Delivery(sink, journal);
      new SampleTraffic(BEGIN, END, calls, PARTIES, 6076).each(delivery::add);
      delivery.flush();
      some = delivery.middle;
    }
  }

  /** Hands calls to the sink in batches. */
  private final class Delivery {
    private final DatabaseSink sink;
    private final UUID journal;
    private final List<JournalEntry> batch = new ArrayList<>();
    private JournalPosition cursor = JournalPosition.START;
    private long sequence;
    private long taken;
    private CallSummary middle;

    Delivery(DatabaseSink sink, UUID journal) {
      this.sink = sink;
      this.journal = journal;
    }

    void add(CallSummary call) {
      taken++;
      if (taken == calls / 2) {
        middle = call;
      }
      batch.add(new RecordEntry(next(), idOfNext(call), SampleTraffic.record(call, SETTINGS)));
      batch.add(new SummaryEntry(next(), idOfNext(call), call));
      if (batch.size() >= BATCH) {
        flush();
      }
    }

    private JournalPosition next() {
      sequence++;
      return new JournalPosition(0, sequence);
    }

    private TimeOrderedId idOfNext(CallSummary call) {
      return TimeOrderedId.of(call.ended().toEpochMilli(), 1, sequence);
    }

    void flush() {
      try {
        JournalPosition next = new JournalPosition(0, sequence);
        sink.deliver(journal, cursor, next, batch);
        cursor = next;
        batch.clear();
      } catch (Exception e) {
        throw new IllegalStateException("the calls cannot be stored", e);
      }
    }
  }

  private void rollUp() {
    Rollups rollups = new Rollups(persistence, COUNTRIES);
    while (rollups.advance()) {
      // until nothing is left
    }
    Rollups.Progress progress = Rollups.progress(persistence);
    if (progress.rolled() != calls) {
      throw new IllegalStateException("not all calls are rolled up: " + progress);
    }
  }

  private void measure() throws Exception {
    out.printf("%-52s %10s %10s%n", "", "median ms", "slowest ms");
    searches();
    TimeRange today = range(NOW.truncatedTo(ChronoUnit.DAYS), NOW);
    time("overview: today, by hour and code, and two days before", () -> overview(today));
    TimeRange year = range(BEGIN, END);
    time("report of a year", () -> report(Interval.TOTAL, Grouping.NONE, year));
    time("report of a year by day", () -> report(Interval.DAY, Grouping.NONE, year));
    time("report of a year by month and code", () -> report(Interval.MONTH, Grouping.CODE, year));
    TimeRange month = range(NOW.minus(Duration.ofDays(30)), NOW);
    for (Grouping grouping : Grouping.values()) {
      if (grouping.rollup().isPresent()) {
        time(
            "report of 30 days by day and " + grouping.name().toLowerCase(Locale.ROOT),
            () -> report(Interval.DAY, grouping, month));
      }
    }
    time(
        "report of an hour by caller (of each call)",
        () -> report(Interval.TOTAL, Grouping.CALLER, range(NOW.minus(Duration.ofHours(1)), NOW)));
    double rolled =
        time("report of 7 days by code", () -> report(Interval.DAY, Grouping.CODE, week()));
    double read =
        time(
            "the same of each call",
            () ->
                new Reports(search)
                    .fill(
                        empty(Interval.DAY, Grouping.CODE),
                        filter(week(), Optional.empty(), Optional.of(new Codes(0, 699))),
                        Role.ADMINISTRATOR));
    out.printf(Locale.ROOT, "of each call to that of sums: %.0f%n", read / rolled);
    out.printf(
        Locale.ROOT,
        "the 100 callers with the most calls of 30 days: %d s%n",
        seconds(
            () ->
                new Reports(search)
                    .largest(
                        empty(Interval.TOTAL, Grouping.CALLER),
                        100,
                        CallFilter.in(month),
                        Role.ADMINISTRATOR)));
    export();
  }

  /** Reads the last million calls as an export does, and tells what of them stays in memory. */
  private void export() {
    long days = Math.min(365, 365 * EXPORTED / calls + 1);
    TimeRange range = range(END.minus(Duration.ofDays(days)), END);
    long[] rows = new long[1];
    long[] used = new long[2];
    long some = Math.min(EXPORTED, calls) / 10;
    long begin = System.nanoTime();
    search.exportCalls(
        CallFilter.in(range),
        Optional.empty(),
        Role.ADMINISTRATOR,
        call -> {
          rows[0]++;
          if (rows[0] == some) {
            used[0] = usedMemory();
          } else if (rows[0] == 8 * some) {
            used[1] = usedMemory();
          }
        });
    out.printf(
        Locale.ROOT,
        "export of %,d calls: %d s, of eight tenths %,d KiB more in memory than of one%n",
        rows[0],
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        (used[1] - used[0]) / 1024);
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static TimeRange week() {
    return range(NOW.minus(Duration.ofDays(7)), NOW);
  }

  private void searches() {
    time("newest calls", () -> page(CallFilter.in(TimeRange.ALL), Optional.empty()));
    Position half = new Position(some.invited(), some.uid().toString());
    time(
        "calls, a page from the middle of the year",
        () -> page(CallFilter.in(TimeRange.ALL), Optional.of(half)));
    TimeRange yesterday = range(NOW.minus(DAY), NOW);
    time(
        "caller, whole",
        () -> page(caller(How.EQUALS, "49700012", TimeRange.ALL), Optional.empty()));
    time(
        "caller, by its beginning",
        () -> page(caller(How.STARTS, "4970001", TimeRange.ALL), Optional.empty()));
    time(
        "caller, by a part, within a day",
        () -> page(caller(How.CONTAINS, "70001", yesterday), Optional.empty()));
    time(
        "failed calls to a country within a day",
        () ->
            page(
                filter(yesterday, Optional.of("RO"), Optional.of(new Codes(400, 699))),
                Optional.empty()));
    time(
        "a code within a day",
        () ->
            page(
                filter(yesterday, Optional.empty(), Optional.of(new Codes(503, 503))),
                Optional.empty()));
    time("Call-ID", () -> page(callId(some.callId()), Optional.empty()));
    time("a call's page", this::callPage);
    time("newest records", () -> records(Table.ACC, RecordFilter.in(TimeRange.ALL)));
    time("newest missed calls", () -> records(Table.MISSED_CALLS, RecordFilter.in(TimeRange.ALL)));
    time(
        "missed calls with a code within a day",
        () -> records(Table.MISSED_CALLS, busy(yesterday)));
  }

  private void records(Table table, RecordFilter filter) {
    if (search.records(table, filter, Optional.empty(), PAGE, Role.ADMINISTRATOR).isEmpty()) {
      throw new IllegalStateException("nothing is found of " + filter);
    }
  }

  private static RecordFilter busy(TimeRange range) {
    RecordFilter all = RecordFilter.in(range);
    return new RecordFilter(
        range,
        all.caller(),
        all.callee(),
        Optional.of(new Codes(486, 486)),
        all.durationMillis(),
        all.method(),
        all.callId(),
        all.node());
  }

  private void page(CallFilter filter, Optional<Position> after) {
    if (search.calls(filter, after, PAGE, Role.ADMINISTRATOR).isEmpty()) {
      throw new IllegalStateException("nothing is found of " + filter);
    }
  }

  private void callPage() {
    if (search.call(some.uid().toString(), Role.ADMINISTRATOR).isEmpty()) {
      throw new IllegalStateException("there is no call " + some.uid());
    }
  }

  /** What the console's first page asks for. */
  private void overview(TimeRange today) {
    report(Interval.TOTAL, Grouping.NONE, today);
    report(Interval.HOUR, Grouping.NONE, today);
    report(Interval.TOTAL, Grouping.CODE, today);
    report(Interval.TOTAL, Grouping.NONE, before(today, 1));
    report(Interval.TOTAL, Grouping.NONE, before(today, 7));
  }

  private static TimeRange before(TimeRange range, int days) {
    return range(
        range.since().orElseThrow().minus(Duration.ofDays(days)),
        range.until().orElseThrow().minus(Duration.ofDays(days)));
  }

  private void report(Interval interval, Grouping grouping, TimeRange range) {
    new Reports(search).fill(empty(interval, grouping), CallFilter.in(range), Role.ADMINISTRATOR);
  }

  private static CallReport empty(Interval interval, Grouping grouping) {
    return new CallReport(interval, grouping, ZoneOffset.UTC, COUNTRIES);
  }

  private static TimeRange range(Instant since, Instant until) {
    return new TimeRange(Optional.of(since), Optional.of(until));
  }

  private static CallFilter caller(How how, String text, TimeRange range) {
    return filter(
        range,
        Optional.of(new TextMatch(how, text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static CallFilter callId(String callId) {
    return filter(
        TimeRange.ALL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(callId));
  }

  private static CallFilter filter(
      TimeRange range, Optional<String> country, Optional<Codes> codes) {
    return filter(range, Optional.empty(), country, codes, Optional.empty());
  }

  private static CallFilter filter(
      TimeRange range,
      Optional<TextMatch> caller,
      Optional<String> country,
      Optional<Codes> codes,
      Optional<String> callId) {
    return new CallFilter(
        range,
        caller,
        Optional.empty(),
        country,
        codes,
        Optional.empty(),
        Optional.empty(),
        callId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The median, in milliseconds. */
  private double time(String name, Runnable work) {
    List<Double> millis = new ArrayList<>();
    for (int run = -WARM_UP; run < RUNS; run++) {
      long begin = System.nanoTime();
      work.run();
      if (run >= 0) {
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    millis.sort(null);
    double median = millis.get(RUNS / 2);
    out.printf(Locale.ROOT, "%-52s %10.1f %10.1f%n", name, median, millis.get(RUNS - 1));
    return median;
  }
}
