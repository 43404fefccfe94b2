package org.sipacc.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdr;
import static org.sipacc.persistence.Samples.entry;
import static org.sipacc.persistence.Samples.id;
import static org.sipacc.persistence.Samples.record;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.MissedCall;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** Reading back by JPA, with every name of table and column renamed. */
abstract class RecordStoreCases extends OnEachDatabase {
  private static final CoreColumns RENAMED =
      new CoreColumns("m", "f_tag", "t_tag", "cid", "code", "order", "stamp");

  private AccountingPersistence persistence;
  private RecordStore<AccRecord> store;

  RecordStoreCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings =
        new PersistenceSettings(
            database.dialect(),
            "Cdrs",
            "Missed",
            Set.of(),
            RENAMED,
            List.of("src_user", "select"),
            ZoneId.of("America/New_York"));
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    store = new RecordStore<>(persistence, AccRecord.class);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private void deliver(JournalEntry... entries) throws Exception {
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, at(entries.length), List.of(entries));
    }
  }

  private static AccountingRecord renamed(AccountingRecord record, String table) {
    return new AccountingRecord(
        record.kind(),
        record.backend(),
        table,
        RENAMED,
        record.callUid(),
        record.policyVersion(),
        record.core(),
        record.timing(),
        record.extras(),
        record.legs());
  }

  private static AccountingRecord answeredAt(String callId, Instant time) {
    return renamed(
        record(
            RecordKind.CDR,
            "Cdrs",
            new CoreFields("INVITE", "f", "t", callId, "200", "OK", time),
            Optional.of(new Timing(Optional.of(time.minusSeconds(3)), 3, 1)),
            List.of(new Field("src_user", "1001"), new Field("select", "")),
            List.of()),
        "Cdrs");
  }

  @Test
  void aRecordIsFoundByItsCallId() throws Exception {
    deliver(
        entry(1, answeredAt("one", Samples.ANSWERED)),
        entry(2, answeredAt("two", Samples.ANSWERED)));
    List<AccRecord> found = store.ofCall("two");
    assertThat(found).hasSize(1);
    AccRecord record = found.get(0);
    assertThat(record.recordId()).isEqualTo(id(2).toString());
    assertThat(record.id()).isEqualTo(2);
    assertThat(record.callUid()).contains(Samples.CALL.toString());
    assertThat(record.method()).isEqualTo("INVITE");
    assertThat(record.sipReason()).isEqualTo("OK");
    Instant second = Samples.ANSWERED.truncatedTo(ChronoUnit.SECONDS);
    assertThat(record.time()).isEqualTo(second);
    assertThat(record.created()).contains(second.minusSeconds(3));
    assertThat(record.durationMillis()).isEqualTo(1);
    assertThat(record.durationSeconds()).isEqualTo(1);
    assertThat(record.setupSeconds()).isEqualTo(3);
    assertThat(record.extra("src_user")).contains("1001");
    assertThat(record.extra("select")).contains("");
    assertThat(store.ofCall("three")).isEmpty();
  }

  @Test
  void pagesGoBackInTimeWithoutGapOrRepetition() throws Exception {
    deliver(
        LongStream.rangeClosed(1, 25)
            .mapToObj(n -> entry(n, answeredAt("c", Samples.ANSWERED.plusSeconds(n / 10))))
            .toArray(JournalEntry[]::new));
    List<String> seen = new ArrayList<>();
    List<AccRecord> page = store.latest(4);
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(row.recordId()));
      page = store.before(page.get(page.size() - 1), 4);
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 25).mapToObj(n -> id(26 - n).toString()).toList());
  }

  @Test
  void anExtraColumnCanBeAskedFor() throws Exception {
    deliver(entry(1, answeredAt("one", Samples.ANSWERED)));
    List<AccRecord> found =
        persistence.query(
            em ->
                em.createQuery("select e from AccRecord e where e.src_user = :u", AccRecord.class)
                    .setParameter("u", "1001")
                    .getResultList());
    assertThat(found).extracting(AccRecord::callId).containsExactly("one");
  }

  @Test
  void missedCallsAreReadFromTheirOwnTable() throws Exception {
    AccountingRecord cdr = cdr("busy");
    deliver(
        entry(
            1,
            renamed(
                record(
                    RecordKind.MISSED,
                    "Missed",
                    cdr.core(),
                    Optional.of(Timing.NONE),
                    List.of(),
                    List.of()),
                "Missed")));
    assertThat(new RecordStore<>(persistence, MissedCall.class).latest(5))
        .extracting(MissedCall::callId)
        .containsExactly("busy");
    assertThat(store.latest(5)).isEmpty();
  }
}
