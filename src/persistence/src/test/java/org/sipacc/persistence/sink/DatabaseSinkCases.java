package org.sipacc.persistence.sink;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdr;
import static org.sipacc.persistence.Samples.cdrEntry;
import static org.sipacc.persistence.Samples.core;
import static org.sipacc.persistence.Samples.entry;
import static org.sipacc.persistence.Samples.id;
import static org.sipacc.persistence.Samples.record;
import static org.sipacc.persistence.Samples.summary;
import static org.sipacc.persistence.Samples.summaryEntry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.Samples;
import org.sipacc.persistence.StoredForeignByes;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** What the sink does on every database. */
abstract class DatabaseSinkCases extends OnEachDatabase {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final CoreColumns RENAMED =
      new CoreColumns("m", "f_tag", "t_tag", "cid", "code", "order", "stamp");

  private final UUID journal = UUID.randomUUID();
  private AccountingPersistence persistence;
  private Commits commits;
  private DatabaseSink sink;

  DatabaseSinkCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = settings(CoreColumns.DEFAULT);
    SchemaMigration.migrate(database.dataSource(), settings);
    commits = new Commits(database.dataSource());
    persistence = AccountingPersistence.open(commits.dataSource(), settings);
    sink = new DatabaseSink(persistence);
  }

  @AfterEach
  void close() {
    sink.close();
    persistence.close();
  }

  private PersistenceSettings settings(CoreColumns columns, String... tables) {
    return new PersistenceSettings(
        database.dialect(),
        "acc",
        "missed_calls",
        Set.of(tables),
        columns,
        PersistenceSettings.DEFAULT_EXTRA_COLUMNS,
        NEW_YORK);
  }

  private JournalPosition deliver(JournalEntry... entries) throws Exception {
    JournalPosition from = sink.position(journal, JournalPosition.START);
    JournalPosition to = entries[entries.length - 1].position();
    sink.deliver(journal, from, to, List.of(entries));
    return to;
  }

  private Map<String, Object> only(String table) {
    List<Map<String, Object>> rows = database.query("select * from " + table);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static LocalDateTime local(Object timestamp) {
    return timestamp instanceof java.sql.Timestamp t
        ? t.toLocalDateTime()
        : (LocalDateTime) timestamp;
  }

  @Test
  void aByeOfAnotherNodesCallIsGivenToThatNodeOnce() throws Exception {
    Instant end = Instant.parse("2026-01-15T10:01:07.123Z");
    String longCallId = "c".repeat(3000) + "@a";
    ForeignBye first = new ForeignBye("c1@a", "ft", "tt", end, EndCause.UPSTREAM_BYE, 2, 1);
    ForeignBye second = new ForeignBye(longCallId, "ft", "tt", end, EndCause.DOWNSTREAM_BYE, 2, 1);
    ForeignBye ofOther = new ForeignBye("c3@a", "ft", "tt", end, EndCause.UPSTREAM_BYE, 2, 3);
    deliver(Samples.entry(1, first), Samples.entry(2, second), Samples.entry(3, ofOther));
    List<ForeignBye> taken = new ArrayList<>();

    assertThat(StoredForeignByes.take(persistence, 1, taken::add)).isEqualTo(2);
    assertThat(StoredForeignByes.take(persistence, 1, taken::add)).isZero();

    assertThat(taken).containsExactly(first, second);
    assertThat(database.count("stored_totals")).isZero();
    assertThat(database.texts("select callid from foreign_byes where settled is null"))
        .containsExactly("c3@a");
  }

  @Test
  void aByeOfAnotherNodesCallThatIsStoredAlreadyIsNoFault() throws Exception {
    ForeignBye bye = new ForeignBye("c1@a", "ft", "tt", Instant.EPOCH, EndCause.UPSTREAM_BYE, 2, 1);
    deliver(Samples.entry(1, bye));

    sink.replay(journal, List.of(Samples.entry(1, bye), Samples.cdrEntry(2)));

    assertThat(database.count("foreign_byes")).isEqualTo(1);
    assertThat(database.count("acc")).isEqualTo(1);
  }

  @Test
  void takesRecordsForTheDatabaseAndSummaries() {
    AccountingRecord record = cdr("c");
    AccountingRecord forLog =
        new AccountingRecord(
            record.kind(),
            Backend.LOG,
            "",
            record.columns(),
            record.callUid(),
            record.policyVersion(),
            record.core(),
            record.timing(),
            record.extras(),
            record.legs());
    assertThat(sink.takes(entry(1, record))).isTrue();
    assertThat(sink.takes(summaryEntry(2, summary(Samples.ANSWERED)))).isTrue();
    assertThat(sink.takes(entry(3, forLog))).isFalse();
  }

  @Test
  void aCdrIsARowWithTheColumnsOfOpenSips() throws Exception {
    deliver(cdrEntry(5));
    Map<String, Object> row = only("acc");
    assertThat(row)
        .containsEntry("method", "INVITE")
        .containsEntry("from_tag", "ft")
        .containsEntry("to_tag", "tt")
        .containsEntry("callid", "call-5")
        .containsEntry("sip_code", "200")
        .containsEntry("sip_reason", "OK")
        .containsEntry("src_user", "1001")
        .containsEntry("dst_domain", "b.example")
        .containsEntry("record_id", id(5).toString())
        .containsEntry("call_uid", Samples.CALL.toString());
    assertThat(local(row.get("time"))).isEqualTo("2026-01-15T05:00:07");
    assertThat(local(row.get("created"))).isEqualTo("2026-01-15T05:00:05");
    assertThat(((Number) row.get("setuptime")).longValue()).isEqualTo(2);
    assertThat(((Number) row.get("duration")).longValue()).isEqualTo(62);
    assertThat(((Number) row.get("ms_duration")).longValue()).isEqualTo(61_001);
    assertThat(((Number) row.get("id")).longValue()).isEqualTo(1);
  }

  @Test
  void theTableOfMissedCallsHasNoDurations() throws Exception {
    Optional<Timing> timing = Optional.of(Timing.NONE);
    deliver(
        entry(
            1, record(RecordKind.MISSED, "missed_calls", core("m"), timing, List.of(), List.of())),
        entry(
            2, record(RecordKind.MANUAL, "missed_calls", core("n"), timing, List.of(), List.of())));
    assertThat(database.texts("select callid from missed_calls order by id"))
        .containsExactly("m", "n");
    assertThat(database.query("select * from missed_calls").get(0))
        .doesNotContainKey("duration")
        .containsEntry("created", null);
  }

  @Test
  void aManualRecordWithoutContextHasTheSevenColumnsOnly() throws Exception {
    deliver(
        entry(
            1,
            record(RecordKind.MANUAL, "acc", core("m"), Optional.empty(), List.of(), List.of())));
    assertThat(only("acc"))
        .containsEntry("callid", "m")
        .containsEntry("created", null)
        .containsEntry("src_user", null);
  }

  @Test
  void rowsKeepTheOrderOfTheJournal() throws Exception {
    JournalEntry[] entries =
        LongStream.rangeClosed(1, 2500).mapToObj(Samples::cdrEntry).toArray(JournalEntry[]::new);
    deliver(entries);
    List<String> ids = database.texts("select record_id from acc order by id");
    assertThat(ids).hasSize(2500).isSorted();
  }

  @Test
  void anUnknownCommitStoresOnce() throws Exception {
    sink.position(journal, JournalPosition.START);
    commits.loseNextAnswer();
    assertThatThrownBy(
            () -> sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1))))
        .isInstanceOf(SinkUnavailableException.class);
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(at(1));
    assertThat(database.count("acc")).isEqualTo(1);
    assertThatThrownBy(
            () -> sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1))))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("no longer at");
    assertThat(database.count("acc")).isEqualTo(1);
  }

  @Test
  void aRefusedCommitStoresNothingAndIsRepeated() throws Exception {
    sink.position(journal, JournalPosition.START);
    commits.refuseNext();
    assertThatThrownBy(
            () -> sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1))))
        .isInstanceOf(SinkUnavailableException.class);
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(JournalPosition.START);
    assertThat(database.count("acc")).isZero();
    deliver(cdrEntry(1));
    assertThat(database.count("acc")).isEqualTo(1);
  }

  @Test
  void ofTwoSinksAtOneCursorOneStores() throws Exception {
    sink.position(journal, JournalPosition.START);
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Boolean> attempt =
        () -> {
          DatabaseSink other = new DatabaseSink(persistence);
          together.await(120, TimeUnit.SECONDS);
          try {
            other.deliver(journal, JournalPosition.START, at(2), List.of(cdrEntry(1), cdrEntry(2)));
            return true;
          } catch (SinkUnavailableException e) {
            return false;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Boolean>> results = threads.invokeAll(List.of(attempt, attempt));
      assertThat(results.get(0).get() ^ results.get(1).get()).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(database.count("acc")).isEqualTo(2);
  }

  @Test
  void aDatabaseWithoutACursorBeginsAtTheOldest() throws Exception {
    assertThat(sink.position(journal, at(17))).isEqualTo(at(17));
    assertThat(sink.position(journal, at(99))).isEqualTo(at(17));
    assertThat(sink.position(UUID.randomUUID(), at(3))).isEqualTo(at(3));
  }

  @Test
  void anEmptyBatchMovesTheCursor() throws Exception {
    sink.position(journal, JournalPosition.START);
    sink.deliver(journal, JournalPosition.START, new JournalPosition(2, 9), List.of());
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(new JournalPosition(2, 9));
  }

  @Test
  void aRecordGoesToItsOwnTableAndColumnsWhateverTheConfigurationSaysNow() throws Exception {
    SchemaMigration.migrate(
        database.dataSource(),
        new PersistenceSettings(
            database.dialect(),
            "My_Acc",
            "my_missed",
            Set.of(),
            RENAMED,
            List.of("select", "Tariff"),
            NEW_YORK));
    AccountingRecord plain = cdr("renamed");
    AccountingRecord renamed =
        new AccountingRecord(
            plain.kind(),
            plain.backend(),
            "My_Acc",
            RENAMED,
            plain.callUid(),
            plain.policyVersion(),
            plain.core(),
            plain.timing(),
            List.of(new Field("select", "x"), new Field("Tariff", "y")),
            List.of());
    deliver(cdrEntry(1), entry(2, renamed), cdrEntry(3));
    assertThat(database.count("acc")).isEqualTo(2);
    assertThat(only("My_Acc"))
        .containsEntry("m", "INVITE")
        .containsEntry("cid", "renamed")
        .containsEntry("code", "200")
        .containsEntry("order", "OK")
        .containsEntry("select", "x")
        .containsEntry("tariff", "y");
  }

  @Test
  void eachLegIsARow() throws Exception {
    database.execute("alter table acc add column leg_user varchar(64)");
    deliver(
        entry(
            1,
            record(
                RecordKind.CDR,
                "acc",
                core("legs"),
                Optional.of(Timing.NONE),
                List.of(new Field("src_user", "1001")),
                List.of(
                    List.of(new Field("leg_user", "alice")),
                    List.of(new Field("leg_user", "bob")),
                    List.of(new Field("leg_user", ""))))));
    assertThat(database.texts("select leg_user from acc order by id"))
        .containsExactly("alice", "bob", "");
    assertThat(database.texts("select record_id from acc order by id"))
        .containsExactly(id(1).toString(), id(1) + ".2", id(1) + ".3");
    assertThat(database.texts("select src_user from acc")).containsOnly("1001");
  }

  @Test
  void overLongValuesAreCut() throws Exception {
    deliver(
        entry(
            1,
            cdr(
                new CoreFields(
                    "M".repeat(40),
                    "f".repeat(300),
                    "",
                    "\uD83D\uDE00" + "c".repeat(400),
                    "200",
                    "r".repeat(300),
                    Samples.ANSWERED))));
    Map<String, Object> row = only("acc");
    assertThat((String) row.get("method")).hasSize(32);
    assertThat((String) row.get("from_tag")).hasSize(128);
    assertThat((String) row.get("callid")).startsWith("\uD83D\uDE00c").hasSize(255);
    assertThat((String) row.get("sip_reason")).hasSize(128);
  }

  @Test
  void aCutValueIsOneWarningARecordWithoutTheValue() throws Exception {
    CoreFields tooLong =
        new CoreFields(
            "INVITE", "", "", "c".repeat(400), "200", "1001".repeat(90), Samples.ANSWERED);
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = new Records(records);
    Logger logger = Logger.getLogger(DatabaseSink.class.getName());
    logger.addHandler(handler);
    try {
      deliver(entry(1, cdr(tooLong)), cdrEntry(2));
    } finally {
      logger.removeHandler(handler);
    }
    List<String> warnings =
        records.stream()
            .filter(r -> r.getLevel().equals(Level.WARNING))
            .map(LogRecord::getMessage)
            .toList();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains(id(1).toString())
        .containsIgnoringCase("callid cut from 400 to 255 characters")
        .containsIgnoringCase("sip_reason cut from 360 to 128 characters")
        .doesNotContain("1001");
  }

  private static final class Records extends Handler {
    private final List<LogRecord> records;

    Records(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void emptyIsEmptyInTextAndNullInOtherColumns() throws Exception {
    database.execute("alter table acc add column score integer");
    deliver(
        entry(
            1,
            record(
                RecordKind.BASE,
                "acc",
                new CoreFields("INVITE", "", "", "c", "", "", Samples.ANSWERED),
                Optional.of(Timing.NONE),
                List.of(new Field("src_user", ""), new Field("score", "")),
                List.of())));
    assertThat(only("acc"))
        .containsEntry("from_tag", "")
        .containsEntry("to_tag", "")
        .containsEntry("sip_code", "")
        .containsEntry("sip_reason", "")
        .containsEntry("src_user", "")
        .containsEntry("score", null);
  }

  @Test
  void anExtraColumnOfAnotherTypeTakesWhatFitsIt() throws Exception {
    database.execute(
        "alter table acc add column score integer",
        "alter table acc add column price decimal(8,2)",
        "alter table acc add column due date");
    deliver(
        typed(1, "17", "1.25", "2026-02-03"),
        typed(2, "many", "cheap", "soon"),
        typed(3, "99999999999", "", ""));
    assertThat(database.texts("select score from acc order by id"))
        .containsExactly("17", "null", "null");
    assertThat(database.texts("select price from acc order by id"))
        .containsExactly("1.25", "null", "null");
    assertThat(database.texts("select due from acc order by id"))
        .containsExactly("2026-02-03", "null", "null");
  }

  private static JournalEntry typed(long sequence, String score, String price, String due) {
    return entry(
        sequence,
        record(
            RecordKind.BASE,
            "acc",
            core("c"),
            Optional.of(Timing.NONE),
            List.of(new Field("score", score), new Field("price", price), new Field("due", due)),
            List.of()));
  }

  @Test
  void charactersThatNoDatabaseTakesAreReplaced() throws Exception {
    String hostile = "a\0b\uD800c'; drop table acc; --\r\n";
    deliver(entry(1, cdr(hostile)));
    assertThat(only("acc")).containsEntry("callid", "a\uFFFDb\uFFFDc'; drop table acc; --\r\n");
  }

  @Test
  void whatIsForANamedTableThatIsGoneIsRefusedAndTheRestIsStored() throws Exception {
    JournalEntry own = named(2, "my_acc", "c");
    sink.position(journal, JournalPosition.START);
    assertThatThrownBy(
            () ->
                sink.deliver(
                    journal, JournalPosition.START, at(3), List.of(cdrEntry(1), own, cdrEntry(3))))
        .isInstanceOfSatisfying(
            RecordsRefusedException.class,
            refused ->
                assertThat(refused.refusals())
                    .singleElement()
                    .satisfies(
                        refusal -> {
                          assertThat(refusal.entry()).isEqualTo(id(2));
                          assertThat(refusal.blame()).isEqualTo(Blame.TABLE);
                          assertThat(refusal.reason()).contains("my_acc");
                        }));
    assertThat(database.count("acc")).isZero();
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(JournalPosition.START);
    sink.deliver(journal, JournalPosition.START, at(3), List.of(cdrEntry(1), cdrEntry(3)));
    assertThat(database.count("acc")).isEqualTo(2);

    SchemaMigration.migrate(database.dataSource(), settings(CoreColumns.DEFAULT, "my_acc"));
    sink.replay(journal, List.of(own));
    assertThat(database.count("my_acc")).isEqualTo(1);
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(at(3));
  }

  @Test
  void aNamedTableThatWasDroppedWhileItWasUsedIsRefused() throws Exception {
    SchemaMigration.migrate(database.dataSource(), settings(CoreColumns.DEFAULT, "my_acc"));
    JournalPosition at = deliver(named(1, "my_acc", "c"));
    database.execute("drop table my_acc");
    assertThat(refusals(at, named(2, "my_acc", "d"), cdrEntry(3)))
        .extracting(Refusal::entry)
        .containsExactly(id(2));
  }

  @Test
  void aNamedTableThatLacksAColumnIsRefused() throws Exception {
    SchemaMigration.migrate(database.dataSource(), settings(CoreColumns.DEFAULT, "my_acc"));
    database.execute("alter table my_acc drop column sip_reason");
    assertThat(refusals(JournalPosition.START, cdrEntry(1), named(2, "my_acc", "c")))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.entry()).isEqualTo(id(2));
              assertThat(refusal.reason()).contains("my_acc lacks the column sip_reason");
            });
  }

  @Test
  void theTableOfEveryCallThatIsGoneIsAnOutage() throws Exception {
    sink.position(journal, JournalPosition.START);
    database.execute("drop table acc");
    assertThatThrownBy(
            () -> sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1))))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("acc");
  }

  @Test
  void aDroppedCursorTableIsAnOutage() throws Exception {
    sink.position(journal, JournalPosition.START);
    database.execute("drop table delivery_cursor");
    assertThatThrownBy(
            () -> sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1))))
        .isInstanceOf(SinkUnavailableException.class);
  }

  private static JournalEntry named(long sequence, String table, String callId) {
    return entry(
        sequence,
        record(
            RecordKind.BASE, table, core(callId), Optional.of(Timing.NONE), List.of(), List.of()));
  }

  /** What the sink refuses of a batch; then it takes the others. */
  private List<Refusal> refusals(JournalPosition from, JournalEntry... entries) throws Exception {
    sink.position(journal, from);
    JournalPosition to = entries[entries.length - 1].position();
    List<Refusal> refusals = new ArrayList<>();
    try {
      sink.deliver(journal, from, to, List.of(entries));
    } catch (RecordsRefusedException e) {
      refusals.addAll(e.refusals());
    }
    assertThat(refusals).isNotEmpty();
    Set<TimeOrderedId> refused = refusals.stream().map(Refusal::entry).collect(toSet());
    sink.deliver(
        journal,
        from,
        to,
        Stream.of(entries).filter(entry -> !refused.contains(entry.id())).toList());
    return refusals;
  }

  @Test
  void recordsThatAConstraintOfTheOperatorsRefusesAreNamedAndNoOthers() throws Exception {
    database.execute("alter table acc add constraint no_sevens check (callid not like 'call-%7')");
    JournalEntry[] entries =
        LongStream.rangeClosed(1, 100).mapToObj(Samples::cdrEntry).toArray(JournalEntry[]::new);
    List<Refusal> refusals = refusals(JournalPosition.START, entries);
    assertThat(refusals)
        .extracting(Refusal::entry)
        .containsExactlyElementsOf(
            LongStream.of(7, 17, 27, 37, 47, 57, 67, 77, 87, 97).mapToObj(Samples::id).toList());
    assertThat(refusals)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.blame()).isEqualTo(Blame.RECORD);
              assertThat(refusal.reason()).containsIgnoringCase("no_sevens");
            })
        .extracting(Refusal::code)
        .containsOnly(refusals.get(0).code());
    assertThat(database.texts("select record_id from acc order by id")).hasSize(90).isSorted();
  }

  @Test
  void aForeignKeyOfTheOperatorsRefusesARecord() throws Exception {
    database.execute(
        "create table tariffs (id integer not null primary key)",
        "insert into tariffs values (1)",
        "alter table acc add column tariff integer",
        "alter table acc add constraint acc_tariff_fk foreign key (tariff) references tariffs (id)");
    assertThat(refusals(JournalPosition.START, extra(1, "tariff", "1"), extra(2, "tariff", "2")))
        .extracting(Refusal::entry)
        .containsExactly(id(2));
    assertThat(database.texts("select tariff from acc")).containsExactly("1");
  }

  @Test
  void anExtraColumnThatMayNotBeNullRefusesTheRecordThatHasNoValueForIt() throws Exception {
    database.execute("alter table acc add column score integer not null");
    assertThat(
            refusals(
                JournalPosition.START,
                extra(1, "score", "3"),
                extra(2, "score", ""),
                cdrEntry(3),
                extra(4, "score", "many")))
        .extracting(Refusal::entry)
        .containsExactly(id(2), id(3), id(4));
  }

  /** What makes a trigger that refuses the row of {@code call-2}, because it is not this one. */
  abstract List<String> refusingTrigger();

  @Test
  void aTriggerOfTheOperatorsRefusesARecord() throws Exception {
    database.execute(refusingTrigger().toArray(String[]::new));
    assertThat(refusals(JournalPosition.START, cdrEntry(1), cdrEntry(2), cdrEntry(3)))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.entry()).isEqualTo(id(2));
              assertThat(refusal.blame()).isEqualTo(Blame.RECORD);
              assertThat(refusal.reason()).contains("not this one");
            });
  }

  @Test
  void anIndexOfTheOperatorsIsNoReasonToTakeARecordForStored() throws Exception {
    database.execute("create unique index one_call on acc (callid)");
    assertThat(refusals(JournalPosition.START, named(1, "acc", "c"), named(2, "acc", "c")))
        .extracting(Refusal::entry)
        .containsExactly(id(2));
  }

  private static JournalEntry extra(long sequence, String name, String value) {
    return entry(
        sequence,
        record(
            RecordKind.BASE,
            "acc",
            core("c" + sequence),
            Optional.of(Timing.NONE),
            List.of(new Field(name, value)),
            List.of()));
  }

  @Test
  void aLegThatIsRefusedTakesItsWholeRecordWithIt() throws Exception {
    database.execute(
        "alter table acc add column leg_user varchar(64)",
        "alter table acc add constraint no_bob check (leg_user <> 'bob')");
    JournalEntry legs =
        entry(
            1,
            record(
                RecordKind.CDR,
                "acc",
                core("legs"),
                Optional.of(Timing.NONE),
                List.of(),
                List.of(
                    List.of(new Field("leg_user", "alice")),
                    List.of(new Field("leg_user", "bob")))));
    assertThat(refusals(JournalPosition.START, legs, extra(2, "leg_user", "carol")))
        .extracting(Refusal::entry)
        .containsExactly(id(1));
    assertThat(database.texts("select leg_user from acc")).containsExactly("carol");
  }

  @Test
  void aReplayOfWhatIsThereAlreadyStoresNothingAndSucceeds() throws Exception {
    JournalPosition at = deliver(cdrEntry(1), summaryEntry(2, summary(Samples.ANSWERED)));
    sink.replay(
        journal, List.of(cdrEntry(1), cdrEntry(9), summaryEntry(2, summary(Samples.ANSWERED))));
    assertThat(database.texts("select callid from acc order by id"))
        .containsExactly("call-1", "call-9");
    assertThat(database.count("calls")).isEqualTo(1);
    assertThat(database.count("call_attempts")).isEqualTo(2);
    assertThat(sink.position(journal, JournalPosition.START)).isEqualTo(at);
  }

  @Test
  void aReplayThatIsRefusedStoresNone() throws Exception {
    database.execute("alter table acc add constraint no_two check (callid <> 'call-2')");
    assertThatThrownBy(() -> sink.replay(journal, List.of(cdrEntry(1), cdrEntry(2))))
        .isInstanceOf(RecordsRefusedException.class);
    assertThat(database.count("acc")).isZero();
  }

  @Test
  void aMissingColumnHoldsDeliveryAndIsNamed() throws Exception {
    AccountingRecord record =
        record(
            RecordKind.BASE,
            "acc",
            core("c"),
            Optional.of(Timing.NONE),
            List.of(new Field("tariff", "night")),
            List.of());
    assertThatThrownBy(() -> deliver(entry(1, record)))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("table acc lacks the column tariff");
    database.execute("alter table acc add column tariff varchar(20)");
    deliver(entry(1, record));
    assertThat(only("acc")).containsEntry("tariff", "night");
  }

  @Test
  void whatIsInTheDatabaseAlreadyIsNotStoredAgain() throws Exception {
    JournalPosition at = deliver(cdrEntry(1));
    sink.deliver(journal, at, at(4), List.of(cdrEntry(2), cdrEntry(1), cdrEntry(4)));
    assertThat(database.texts("select callid from acc order by id"))
        .containsExactly("call-1", "call-2", "call-4");
  }

  @Test
  void aRefusedBatchIsNotPrintedIntoTheReason() throws Exception {
    database.execute("alter table acc add constraint nobody check (src_user <> '1001')");
    JournalEntry[] entries =
        LongStream.rangeClosed(1, 400).mapToObj(Samples::cdrEntry).toArray(JournalEntry[]::new);
    assertThat(refusals(JournalPosition.START, entries))
        .hasSize(400)
        .allSatisfy(
            refusal ->
                assertThat(refusal.reason()).hasSizeLessThanOrEqualTo(200).doesNotContain("call-"));
  }

  @Test
  void aSummaryComesBackAsItWas() throws Exception {
    // The JVM's zone (the build's, Europe/Berlin) skips this hour of the day; UTC does not.
    CallSummary summary = summary(Instant.parse("2026-03-29T02:30:00.123Z"));
    deliver(cdrEntry(1), summaryEntry(2, summary));
    assertThat(database.count("call_attempts")).isEqualTo(2);
    CallSummary stored =
        persistence.query(em -> em.find(CallRow.class, Samples.CALL.toString()).summary());
    assertThat(stored).isEqualTo(summary);
    assertThat(database.texts("select cast(invited as char(23)) from calls"))
        .containsExactly("2026-03-29 02:30:00.123");
  }
}
