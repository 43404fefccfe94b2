package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.cdrEntry;
import static org.sipacc.persistence.Samples.id;

import java.sql.Connection;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.RecordStore;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** Taking over an OpenSIPS's tables on every database. */
abstract class AdoptionCases extends OnEachDatabase {
  AdoptionCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  private PersistenceSettings settings(String... otherTables) {
    return new PersistenceSettings(
        database.dialect(),
        "acc",
        "missed_calls",
        Set.of(otherTables),
        CoreColumns.DEFAULT,
        List.of("src_user", "tariff"),
        ZoneOffset.UTC);
  }

  private List<Adoption.Plan> plans(PersistenceSettings settings) throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      return Adoption.of(connection, settings).plans();
    }
  }

  private List<String> statements() throws Exception {
    return plans(settings()).stream().flatMap(plan -> plan.statements().stream()).toList();
  }

  protected final List<String> adopt(PersistenceSettings settings) throws Exception {
    List<String> progress = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection()) {
      Adoption.of(connection, settings).carryOut(connection, progress::add);
    }
    return progress;
  }

  protected final List<String> adopt() throws Exception {
    return adopt(settings());
  }

  protected final void assertEveryRowHasAnIdOfItsOwn(String table, long rows) {
    assertThat(database.texts("select record_id from " + table))
        .hasSize(Math.toIntExact(rows))
        .doesNotContain("null", "")
        .doesNotHaveDuplicates();
  }

  @Test
  void rowsThatWereThereKeepTheirValuesAndGetAnIdOfTheirOwn() throws Exception {
    OpenSipsTables.olderAcc(database);
    OpenSipsTables.write(database, "acc", "one", "two", "three");
    List<Map<String, Object>> before = database.query("select * from acc order by id");

    assertThat(adopt()).containsExactly("acc: done");

    List<Map<String, Object>> after = database.query("select * from acc order by id");
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).containsAllEntriesOf(before.get(i));
    }
    assertThat(after.get(0))
        .containsEntry("tariff", null)
        .containsEntry("call_uid", null)
        .containsKey("ms_duration");
    assertEveryRowHasAnIdOfItsOwn("acc", 3);
    assertThat(database.texts("select table_version from version")).containsExactly("7");
  }

  @Test
  void openSipsGoesOnWritingAndEachOfItsRowsGetsAnId() throws Exception {
    OpenSipsTables.present(database);
    OpenSipsTables.write(database, "missed_calls", "before");
    adopt();

    OpenSipsTables.write(database, "acc", "one");
    OpenSipsTables.write(database, "acc", "two", "three", "four");
    OpenSipsTables.write(database, "missed_calls", "five", "six");

    assertEveryRowHasAnIdOfItsOwn("acc", 4);
    assertEveryRowHasAnIdOfItsOwn("missed_calls", 3);
    assertThat(database.texts("select to_tag from acc")).containsOnly("");
  }

  @Test
  void openSipsCanWriteToTablesThatWereMadeHere() throws Exception {
    SchemaMigration.migrate(database.dataSource(), settings());
    OpenSipsTables.write(database, "acc", "one", "two");
    assertEveryRowHasAnIdOfItsOwn("acc", 2);
  }

  @Test
  void recordsOfBothAreReadFromAnAdoptedTable() throws Exception {
    OpenSipsTables.present(database);
    OpenSipsTables.write(database, "acc", "before");
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    adopt(settings);
    SchemaMigration.migrate(database.dataSource(), settings);
    try (AccountingPersistence persistence =
            AccountingPersistence.open(database.dataSource(), settings);
        DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, at(1), List.of(cdrEntry(1)));
      OpenSipsTables.write(database, "acc", "after");

      List<AccRecord> rows = new RecordStore<>(persistence, AccRecord.class).latest(5);
      assertThat(rows)
          .extracting(AccRecord::callId)
          .containsExactlyInAnyOrder("before", "call-1", "after");
      assertThat(rows.get(0).recordId()).isEqualTo(id(1).toString());
      assertThat(rows.get(0).durationMillis()).isEqualTo(61_001);
    }
  }

  @Test
  void whatIsDoneIsNotPlannedAgain() throws Exception {
    OpenSipsTables.olderAcc(database);
    OpenSipsTables.write(database, "acc", "one");
    assertThat(statements()).isNotEmpty();
    adopt();
    assertThat(statements()).isEmpty();
    assertThat(adopt()).isEmpty();
  }

  @Test
  void tablesThatWereMadeHereLackNothing() throws Exception {
    SchemaMigration.migrate(database.dataSource(), settings("my_acc"));
    assertThat(plans(settings("my_acc"))).isEmpty();
  }

  @Test
  void lookingAtAPlanChangesNothing() throws Exception {
    OpenSipsTables.olderAcc(database);
    OpenSipsTables.write(database, "acc", "one");
    List<Map<String, Object>> before = database.query("select * from acc");
    List<Adoption.Plan> plans = plans(settings());
    assertThat(plans).extracting(Adoption.Plan::table).containsExactly("acc");
    assertThat(plans).extracting(Adoption.Plan::rows).containsExactly(1L);
    assertThat(database.query("select * from acc")).isEqualTo(before);
  }

  @Test
  void atEachStepOpenSipsCanWriteAndALaterAdoptionGoesOn() throws Exception {
    OpenSipsTables.olderAcc(database);
    OpenSipsTables.write(database, "acc", "row-0");
    int rows = 1;
    List<String> left = statements();
    while (!left.isEmpty()) {
      database.execute(left.get(0));
      OpenSipsTables.write(database, "acc", "row-" + rows);
      rows++;
      List<String> next = statements();
      assertThat(next).hasSizeLessThan(left.size());
      left = next;
    }
    assertThat(rows).isGreaterThan(8);
    assertEveryRowHasAnIdOfItsOwn("acc", rows);
    SchemaMigration.migrate(database.dataSource(), settings());
  }

  @Test
  void manyRowsGetTheirIdsStepByStep() throws Exception {
    OpenSipsTables.present(database);
    String[] callIds = new String[12_345];
    for (int i = 0; i < callIds.length; i++) {
      callIds[i] = "call-" + i;
    }
    OpenSipsTables.write(database, "acc", callIds);
    database.execute("delete from acc where id between 4000 and 4999");
    adopt();
    assertEveryRowHasAnIdOfItsOwn("acc", 11_345);
  }

  @Test
  void anIdColumnThatWasAddedByHandGetsWhatItLacks() throws Exception {
    OpenSipsTables.present(database);
    OpenSipsTables.write(database, "acc", "one");
    database.execute(
        "alter table acc add column record_id varchar(32) null",
        "update acc set record_id = 'mine'");
    OpenSipsTables.write(database, "acc", "two");
    adopt();
    OpenSipsTables.write(database, "acc", "three");
    assertEveryRowHasAnIdOfItsOwn("acc", 3);
    assertThat(database.texts("select record_id from acc where callid = 'one'"))
        .containsExactly("mine");
    assertThat(statements()).isEmpty();
  }

  @Test
  void tablesOfAPolicyAndWithoutAVersionAreTakenOverToo() throws Exception {
    OpenSipsTables.present(database);
    database.execute("alter table acc rename to my_acc", "drop table version");
    adopt(settings("my_acc"));
    assertThat(plans(settings("my_acc"))).isEmpty();
    assertThat(database.texts("select table_version from version where table_name = 'my_acc'"))
        .containsExactly("7");
    SchemaMigration.migrate(database.dataSource(), settings("my_acc"));
  }

  @Test
  void aTableThatIsNoAccountingTableIsLeftAlone() {
    database.execute("create table acc (id integer primary key, callid varchar(64))");
    assertThatThrownBy(this::adopt)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("table acc lacks method, from_tag, to_tag, sip_code")
        .hasMessageContaining("acc_method_column");
    assertThat(database.query("select * from acc")).isEmpty();
  }

  @Test
  void aTableOfANewerVersionIsLeftAlone() {
    OpenSipsTables.present(database);
    database.execute("update version set table_version = 8 where table_name = 'acc'");
    assertThatThrownBy(this::adopt)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("table acc has version 8, which is newer than 7");
  }
}
