package org.sipacc.persistence.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.sipacc.persistence.Samples.ANSWERED;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdrEntry;
import static org.sipacc.persistence.Samples.id;
import static org.sipacc.persistence.Samples.summary;
import static org.sipacc.persistence.Samples.summaryEntry;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.Samples;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** Rows that vanish are missed, on every database. */
abstract class RowComparisonCases extends OnEachDatabase {
  private final UUID journal = UUID.randomUUID();
  private AccountingPersistence persistence;
  private DatabaseSink sink;

  RowComparisonCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  /** Stores entries 1 to 6 in two transactions: CDRs, and 4 a call's summary. */
  @BeforeEach
  void store() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    sink = new DatabaseSink(persistence);
    JournalPosition start = sink.position(journal, JournalPosition.START);
    sink.deliver(journal, start, at(3), List.of(cdrEntry(1), cdrEntry(2), cdrEntry(3)));
    sink.deliver(
        journal,
        at(3),
        at(6),
        List.of(summaryEntry(4, summary(ANSWERED)), cdrEntry(5), cdrEntry(6)));
  }

  @AfterEach
  void close() {
    sink.close();
    persistence.close();
  }

  private RowComparison.Findings compare() throws SQLException {
    Period period = new Period(id(1).time(), id(1).time().plus(1, ChronoUnit.MINUTES));
    return RowComparison.compare(database.dataSource(), period, journal, at(2));
  }

  private HourOfTable hour(String table) throws SQLException {
    return compare().hours().stream()
        .filter(hour -> hour.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsThereIsComplete() throws Exception {
    RowComparison.Findings findings = compare();

    assertThat(findings.cursor()).isEqualTo(Optional.of(at(6)));
    assertThat(findings.entriesOfRun()).isEqualTo(4);
    assertThat(findings.hours()).allMatch(HourOfTable::complete);
    assertThat(findings.hours())
        .extracting(HourOfTable::table, HourOfTable::stored, HourOfTable::there)
        .containsExactly(tuple("acc", 5L, 5L), tuple("calls", 1L, 1L));
  }

  @Test
  void oneRowThatIsGoneIsNamedByItsNumber() throws Exception {
    database.execute("delete from acc where record_id = '" + id(2) + "'");

    assertThat(hour("acc"))
        .returns(false, HourOfTable::complete)
        .returns(5L, HourOfTable::stored)
        .returns(4L, HourOfTable::there)
        .returns(List.of(new SequenceRange(2, 2)), HourOfTable::missing)
        .returns(true, HourOfTable::exact);
    assertThat(hour("calls").complete()).isTrue();
  }

  @Test
  void severalThatAreGoneAreNamedAsRanges() throws Exception {
    database.execute(
        "delete from acc where record_id in ('%s', '%s', '%s')".formatted(id(1), id(2), id(5)));

    assertThat(hour("acc").missing())
        .containsExactly(new SequenceRange(1, 2), new SequenceRange(5, 5));
    assertThat(hour("acc").exact()).isTrue();
  }

  @Test
  void tableThatIsGoneLacksAllItsRows() throws Exception {
    database.execute("drop table acc");

    assertThat(hour("acc").there()).isZero();
    assertThat(hour("acc").complete()).isFalse();
  }

  @Test
  void anotherHourIsNotCompared() throws Exception {
    database.execute("delete from acc");
    Period later =
        new Period(id(1).time().plus(Duration.ofHours(1)), id(1).time().plus(Duration.ofHours(9)));

    assertThat(RowComparison.compare(database.dataSource(), later, journal, at(0)).hours())
        .isEmpty();
  }

  @Test
  void ofABatchWithARefusedEntryTheOthersAreCounted() throws Exception {
    refuse("call-8");
    assertThatThrownBy(() -> deliver(7, 9)).isInstanceOf(RecordsRefusedException.class);
    assertThat(hour("acc").stored()).isEqualTo(5);

    sink.deliver(journal, at(6), at(9), List.of(cdrEntry(7), cdrEntry(9)));

    assertThat(hour("acc")).returns(true, HourOfTable::complete).returns(7L, HourOfTable::stored);
    assertThat(compare().entriesOfRun()).isEqualTo(6);
  }

  @Test
  void replayedEntryIsCountedOnceHoweverOftenItIsReplayed() throws Exception {
    sink.replay(journal, List.of(cdrEntry(7)));
    assertThat(compare().entriesOfRun()).isEqualTo(5);

    sink.replay(journal, List.of(cdrEntry(7), cdrEntry(8)));

    assertThat(hour("acc")).returns(true, HourOfTable::complete).returns(7L, HourOfTable::stored);
    assertThat(compare().entriesOfRun()).isEqualTo(6);
  }

  @Test
  void replayThatIsRefusedIsNotCounted() throws Exception {
    refuse("call-8");

    assertThatThrownBy(() -> sink.replay(journal, List.of(cdrEntry(7), cdrEntry(8))))
        .isInstanceOf(RecordsRefusedException.class);

    assertThat(hour("acc")).returns(true, HourOfTable::complete).returns(5L, HourOfTable::stored);
  }

  private void deliver(int first, int last) throws Exception {
    sink.deliver(
        journal,
        at(first - 1),
        at(last),
        IntStream.rangeClosed(first, last).mapToObj(Samples::cdrEntry).toList());
  }

  private void refuse(String callId) throws SQLException {
    database.execute(
        "alter table acc add constraint refused check (callid <> '%s')".formatted(callId));
  }

  @Test
  void batchThatIsRolledBackIsNotCounted() throws Exception {
    database.execute("alter table acc drop column ms_duration");
    try {
      sink.deliver(journal, at(6), at(7), List.of(cdrEntry(7)));
    } catch (SinkUnavailableException e) {
      assertThat(hour("acc").complete()).isTrue();
      return;
    }
    throw new AssertionError("the batch was stored");
  }
}
