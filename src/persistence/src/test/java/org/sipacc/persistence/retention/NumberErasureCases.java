package org.sipacc.persistence.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.entry;
import static org.sipacc.persistence.Samples.summaryEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.Samples;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** A person's number, taken out of a real database. */
abstract class NumberErasureCases extends OnEachDatabase {
  private static final String NUMBER = "+493023125001";

  private final List<JournalEntry> entries = new ArrayList<>();
  private AccountingPersistence persistence;

  NumberErasureCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    entries.clear();
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  /** A call and its record. */
  private void call(String callId, String from, String to, String sourceUser) {
    CallSummary sample = Samples.summary(Samples.ANSWERED);
    int number = entries.size() + 1;
    entries.add(
        summaryEntry(
            number,
            new CallSummary(
                TimeOrderedId.of(Samples.ANSWERED.toEpochMilli(), 7, number),
                callId,
                sample.fromTag(),
                sample.toTag(),
                from,
                to,
                to,
                sample.source(),
                sample.userAgent(),
                sample.invited(),
                sample.firstProvisional(),
                sample.ringing(),
                sample.answered(),
                sample.ended(),
                sample.outcome(),
                sample.code(),
                sample.reason(),
                sample.endedBy(),
                sample.cause(),
                sample.evidence(),
                sample.policyVersion(),
                List.of(new Attempt(to, Samples.ANSWERED, Optional.empty(), 486, "")))));
    entries.add(
        entry(
            number + 1L,
            Samples.record(
                RecordKind.MISSED,
                "missed_calls",
                Samples.core(callId),
                Optional.empty(),
                List.of(
                    new Field("src_user", sourceUser),
                    new Field("dst_user", "who calls " + NUMBER + "?"),
                    new Field("src_domain", NUMBER + "9")),
                List.of())));
  }

  private void store() throws Exception {
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, at(entries.size()), entries);
    }
  }

  @Test
  void aNumberIsGoneFromItsCallsTheirTargetsAndTheirRecords() throws Exception {
    call(
        "as-caller",
        "sip:" + NUMBER + "@a.example;user=phone",
        "sip:" + NUMBER + "9@b.example",
        NUMBER);
    call("as-callee", "sip:200@a.example", "tel:" + NUMBER, "200");
    call("another", "sip:" + NUMBER + "9@a.example", "sip:9" + NUMBER + "@b.example", "200");
    store();
    database.execute(
        "insert into acc (method, from_tag, to_tag, callid, sip_code, sip_reason, time, src_user)"
            + " values ('INVITE', 'f', 't', 'of-opensips', '200', 'OK', '2026-01-15 10:00:00', '"
            + NUMBER
            + "')");

    assertThat(NumberErasure.erase(persistence, NUMBER)).isEqualTo(new NumberErasure.Erased(2, 3));

    assertThat(database.texts("select from_uri from calls order by callid"))
        .containsExactly(
            "sip:" + NUMBER + "9@a.example",
            "sip:200@a.example",
            "sip:erased@a.example;user=phone");
    assertThat(database.texts("select request_uri from calls order by callid"))
        .containsExactly(
            "sip:9" + NUMBER + "@b.example", "tel:erased", "sip:" + NUMBER + "9@b.example");
    assertThat(database.texts("select callee from calls where callid = 'as-callee'"))
        .containsExactly("erased");
    assertThat(database.texts("select target from call_attempts where target like 'tel:%'"))
        .containsExactly("tel:erased");
    assertThat(database.texts("select src_user from missed_calls order by callid"))
        .containsExactly("200", "200", "erased");
    assertThat(database.texts("select dst_user from missed_calls order by callid"))
        .containsExactly("who calls " + NUMBER + "?", "who calls erased?", "who calls erased?");
    assertThat(database.texts("select src_domain from missed_calls")).containsOnly(NUMBER + "9");
    assertThat(database.texts("select src_user from acc")).containsExactly("erased");

    assertThat(NumberErasure.erase(persistence, NUMBER)).isEqualTo(new NumberErasure.Erased(0, 0));
  }

  @Test
  void moreCallsThanAreErasedAtOnceAreErasedAll() throws Exception {
    for (int i = 0; i < 450; i++) {
      call("call-" + i, "sip:" + NUMBER + "@a.example", "sip:200@b.example", NUMBER);
    }
    store();

    assertThat(NumberErasure.erase(persistence, NUMBER))
        .isEqualTo(new NumberErasure.Erased(450, 450));
    assertThat(database.texts("select count(*) from calls where caller = 'erased'"))
        .containsExactly("450");
  }

  @Test
  void whatIsTooShortToBeToldFromOtherTextIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NumberErasure.erase(persistence, "200"))
        .withMessageContaining("at least 4 characters");
  }
}
