package org.sipacc.persistence.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.persistence.Samples.at;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.NumberMatch;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.StoredRecord;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TextMatch.How;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** What filters find in a real database, and how it is handed out. */
abstract class SearchCases extends OnEachDatabase {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> HOSTILE =
      List.of(
          "' or '1'='1",
          "\"; drop table calls; --",
          "%",
          "_",
          "\\",
          "=cmd|' /C calc'!A0",
          "<script>alert(1)</script>",
          "\uD83D\uDE00",
          ":p0",
          "x".repeat(4000));

  private final List<JournalEntry> entries = new ArrayList<>();
  private AccountingPersistence persistence;
  private CallSearch calls;
  private RecordSearch<?> acc;
  private RecordSearch<?> missed;

  SearchCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings =
        new PersistenceSettings(
            database.dialect(),
            "acc",
            "missed_calls",
            Set.of(),
            CoreColumns.DEFAULT,
            PersistenceSettings.DEFAULT_EXTRA_COLUMNS,
            ZoneId.of("Europe/Berlin"));
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    calls = new CallSearch(persistence);
    acc = RecordSearch.acc(persistence);
    missed = RecordSearch.missedCalls(persistence);
    entries.clear();
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  /** A call that began so many seconds after the start, from and to these URIs. */
  private CallSummary call(int second, int node, String from, String to, int code) {
    Instant invited = START.plusSeconds(second);
    boolean answered = code == 200;
    return new CallSummary(
        TimeOrderedId.of(invited.toEpochMilli(), node, second),
        "call-" + second,
        "ft",
        "tt",
        from,
        to,
        to,
        "udp:192.0.2.1:5060",
        "phone/1.0",
        invited,
        Optional.empty(),
        Optional.empty(),
        answered ? Optional.of(invited.plusSeconds(2)) : Optional.empty(),
        invited.plusSeconds(2).plusMillis(second * 100L),
        answered ? Outcome.ANSWERED : Outcome.FAILED,
        code,
        "",
        EndedBy.CALLER,
        answered ? "Upstream BYE" : "",
        "bye",
        "v" + node,
        List.of(
            new Attempt(
                "sip:x@192.0.2." + (second % 10) + ":5070", invited, Optional.empty(), code, "")));
  }

  private void store(CallSummary summary) {
    entries.add(
        new SummaryEntry(
            at(entries.size() + 1),
            TimeOrderedId.of(summary.invited().toEpochMilli(), 0, entries.size()),
            summary));
  }

  private void store(int second, RecordKind kind, String table, String user, String code) {
    Instant time = START.plusSeconds(second);
    entries.add(
        new RecordEntry(
            at(entries.size() + 1),
            TimeOrderedId.of(time.toEpochMilli(), 1, second),
            new AccountingRecord(
                kind,
                Backend.DB,
                table,
                CoreColumns.DEFAULT,
                Optional.empty(),
                "v1",
                new CoreFields("INVITE", "f", "t", "call-" + second, code, "", time),
                Optional.of(new Timing(Optional.of(time), 0, second * 1000L)),
                List.of(
                    new Field("src_user", user),
                    new Field("src_domain", "a.example"),
                    new Field("dst_user", "100"),
                    new Field("dst_domain", "b.example")),
                List.of())));
  }

  private void deliver() throws Exception {
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, at(entries.size()), entries);
    }
  }

  /** Ten calls of two nodes with callers 1230 to 1239, each fifth refused. */
  private void tenCalls() throws Exception {
    for (int i = 0; i < 10; i++) {
      store(
          call(
              i,
              i % 2,
              "sip:123" + i + "@a.example",
              "sip:+49" + i + ";phone-context=x@b.example;user=phone",
              i % 5 == 4 ? 486 : 200));
    }
    deliver();
  }

  private static CallFilter all() {
    return CallFilter.in(TimeRange.ALL);
  }

  private static CallFilter caller(How how, String text) {
    return new CallFilter(
        TimeRange.ALL,
        Optional.of(new TextMatch(how, text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static RecordFilter recordCaller(How how, String text) {
    return new RecordFilter(
        TimeRange.ALL,
        Optional.of(new TextMatch(how, text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private List<String> found(CallFilter filter) {
    return found(filter, 0);
  }

  private List<String> found(CallFilter filter, int hidden) {
    return calls.page(filter, hidden, Optional.empty(), 100).stream()
        .map(CallSummary::callId)
        .toList();
  }

  @Test
  void numbersAreTheUserPartsOfUris() throws Exception {
    store(call(1, 0, "sip:alice:secret@a.example", "tel:+4930;phone-context=x", 200));
    store(call(2, 0, "SIPS:+49(30)1;isub=5@[2001:db8::1]:5061;user=phone", "sip:b.example", 200));
    store(call(3, 0, "", "mailto", 404));
    deliver();
    assertThat(
            database.query("select caller, callee, duration_ms from calls order by callid").stream()
                .map(row -> List.copyOf(row.values().stream().map(String::valueOf).toList())))
        .containsExactly(
            List.of("alice", "+4930", "100"),
            List.of("+49(30)1", "", "200"),
            List.of("", "", "null"));
  }

  @Test
  void callersAreFoundWholeByTheirBeginningAndByAPart() throws Exception {
    tenCalls();
    assertThat(found(caller(How.EQUALS, "1234"))).containsExactly("call-4");
    assertThat(found(caller(How.STARTS, "123"))).hasSize(10).startsWith("call-9");
    assertThat(found(caller(How.STARTS, "1235"))).containsExactly("call-5");
    assertThat(found(caller(How.CONTAINS, "37"))).containsExactly("call-7");
    assertThat(found(caller(How.EQUALS, "123"))).isEmpty();
  }

  @Test
  void aFilterTellsNothingAboutHiddenCharacters() throws Exception {
    tenCalls();
    assertThat(found(caller(How.STARTS, "12"), 2)).hasSize(10);
    assertThat(found(caller(How.STARTS, "123"), 2)).isEmpty();
  }

  @Test
  void callsAreFoundByTheCountryThatWasCalled() throws Exception {
    store(call(1, 0, "sip:1@a.example", "sip:+4930123456@b.example", 200));
    store(call(2, 0, "sip:1@a.example", "tel:0040211234567", 486));
    store(call(3, 0, "sip:1@a.example", "sip:bob@b.example", 200));
    deliver();

    assertThat(found(country("DE"))).containsExactly("call-1");
    assertThat(found(country("RO"))).containsExactly("call-2");
    assertThat(found(country("FR"))).isEmpty();
  }

  private static CallFilter country(String country) {
    return new CallFilter(
        TimeRange.ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(country),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  @Test
  void everyOtherFilterFindsWhatItNames() throws Exception {
    tenCalls();
    TimeRange range =
        new TimeRange(Optional.of(START.plusSeconds(2)), Optional.of(START.plusSeconds(4)));
    assertThat(found(CallFilter.in(range))).containsExactly("call-3", "call-2");
    CallFilter refused =
        new CallFilter(
            TimeRange.ALL,
            Optional.empty(),
            Optional.of(new TextMatch(How.STARTS, "+49")),
            Optional.empty(),
            Optional.of(Codes.ofClass(4)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("192.0.2.9"),
            Optional.of("v1"),
            Optional.empty(),
            OptionalInt.of(1));
    assertThat(found(refused)).containsExactly("call-9");
    CallFilter longOnes =
        new CallFilter(
            TimeRange.ALL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Codes.of(200)),
            Optional.of(new NumberMatch(NumberMatch.How.AT_LEAST, 600)),
            Optional.of("Upstream BYE"),
            Optional.of("call-6"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(0));
    assertThat(found(longOnes)).containsExactly("call-6");
    CallFilter otherGateway =
        new CallFilter(
            TimeRange.ALL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("192.0.2"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
    assertThat(found(otherGateway)).isEmpty();
    CallFilter cancelled =
        new CallFilter(
            TimeRange.ALL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("call-6"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(CallSummary.Outcome.CANCELLED),
            OptionalInt.empty());
    assertThat(found(cancelled)).isEmpty();
  }

  @Test
  void pagesHaveEveryCallOnceAlthoughManyBeganAtOnce() throws Exception {
    for (int i = 0; i < 25; i++) {
      CallSummary call = call(i / 10, 0, "sip:1@a", "sip:2@b", 200);
      store(
          new CallSummary(
              TimeOrderedId.of(call.invited().toEpochMilli(), 0, i),
              "call-" + i,
              "f",
              "t",
              call.fromUri(),
              call.toUri(),
              call.requestUri(),
              "",
              "",
              call.invited(),
              Optional.empty(),
              Optional.empty(),
              call.answered(),
              call.ended(),
              call.outcome(),
              200,
              "",
              EndedBy.CALLER,
              "",
              "",
              "v",
              List.of()));
    }
    deliver();
    List<String> seen = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    List<CallSummary> page = calls.page(all(), 0, after, 4);
    while (!page.isEmpty()) {
      page.forEach(call -> seen.add(call.callId()));
      CallSummary last = page.get(page.size() - 1);
      after = Position.ofCursor(new Position(last.invited(), last.uid().toString()).cursor());
      page = calls.page(all(), 0, after, 4);
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("call-24").endsWith("call-0");
  }

  @Test
  void aCallIsFoundWithItsAttempts() throws Exception {
    tenCalls();
    CallSummary stored = call(4, 0, "sip:1234@a.example", "x", 486);
    assertThat(calls.find(stored.uid().toString()).orElseThrow().attempts())
        .extracting(Attempt::target)
        .containsExactly("sip:x@192.0.2.4:5070");
    assertThat(calls.find("nothing")).isEmpty();
  }

  @Test
  void recordsAreFoundInTheirTables() throws Exception {
    store(1, RecordKind.CDR, "acc", "1001", "200");
    store(2, RecordKind.CDR, "acc", "1002", "200");
    store(3, RecordKind.MISSED, "missed_calls", "1001", "486");
    deliver();
    assertThat(acc.page(recordCaller(How.STARTS, "100"), 0, Optional.empty(), 10))
        .extracting(StoredRecord::callId)
        .containsExactly("call-2", "call-1");
    assertThat(acc.page(recordCaller(How.EQUALS, "1001"), 0, Optional.empty(), 10)).hasSize(1);
    assertThat(acc.page(recordCaller(How.STARTS, "10"), 2, Optional.empty(), 10)).hasSize(2);
    assertThat(acc.page(recordCaller(How.STARTS, "100"), 2, Optional.empty(), 10)).isEmpty();
    RecordFilter longOnes =
        new RecordFilter(
            new TimeRange(Optional.of(START), Optional.of(START.plusSeconds(60))),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Codes.ofClass(2)),
            Optional.of(new NumberMatch(NumberMatch.How.MORE, 1500)),
            Optional.of("INVITE"),
            Optional.empty(),
            OptionalInt.of(1));
    StoredRecord longOne = acc.page(longOnes, 0, Optional.empty(), 10).get(0);
    assertThat(longOne.callId()).isEqualTo("call-2");
    assertThat(longOne.time()).isEqualTo(START.plusSeconds(2));
    assertThat(longOne.extras()).containsEntry("src_user", "1002");
    assertThat(missed.page(RecordFilter.in(TimeRange.ALL), 0, Optional.empty(), 10))
        .extracting(StoredRecord::sipCode)
        .containsExactly("486");
    List<StoredRecord> first = acc.page(RecordFilter.in(TimeRange.ALL), 0, Optional.empty(), 1);
    Position after = new Position(first.get(0).time(), first.get(0).recordId());
    assertThat(acc.page(RecordFilter.in(TimeRange.ALL), 0, Optional.of(after), 10))
        .extracting(StoredRecord::callId)
        .containsExactly("call-1");
  }

  @Test
  void hostileValuesAreLookedForAndFindNothingElse() throws Exception {
    tenCalls();
    for (String value : HOSTILE) {
      for (How how : How.values()) {
        assertThat(found(caller(how, value))).as("%s %s", how, value).isEmpty();
        assertThat(acc.page(recordCaller(how, value), 0, Optional.empty(), 10)).isEmpty();
      }
    }
    assertThat(database.count("calls")).isEqualTo(10);
  }

  @Test
  void aStreamHandsOutAllInOrder() throws Exception {
    for (int i = 0; i < 2500; i++) {
      store(call(i, 0, "sip:1@a", "sip:2@b", 200));
    }
    deliver();
    List<String> seen = new ArrayList<>();
    calls.each(all(), 0, call -> seen.add(call.callId()));
    assertThat(seen).hasSize(2500).doesNotHaveDuplicates().startsWith("call-2499");
    assertThat(Duration.between(START, calls.page(all(), 0, Optional.empty(), 1).get(0).invited()))
        .hasSeconds(2499);
  }
}
