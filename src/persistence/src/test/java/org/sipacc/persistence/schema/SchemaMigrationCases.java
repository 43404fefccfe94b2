package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** What migration makes, accepts and refuses on every database. */
abstract class SchemaMigrationCases extends OnEachDatabase {
  SchemaMigrationCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  private PersistenceSettings settings(List<String> extras, String... otherTables) {
    return new PersistenceSettings(
        database.dialect(),
        "acc",
        "missed_calls",
        Set.of(otherTables),
        CoreColumns.DEFAULT,
        extras,
        ZoneOffset.UTC);
  }

  private void migrate(PersistenceSettings settings) throws Exception {
    SchemaMigration.migrate(database.dataSource(), settings);
  }

  private List<String> columns(String table) {
    database.execute(
        "insert into "
            + table
            + " (callid, time, record_id) values ('c', '2026-01-01 00:00:00', 'r')");
    return List.copyOf(database.query("select * from " + table).get(0).keySet());
  }

  @Test
  void anEmptyDatabaseGetsTheTablesOfOpenSips() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    assertThat(columns("acc"))
        .containsExactly(
            "id",
            "method",
            "from_tag",
            "to_tag",
            "callid",
            "sip_code",
            "sip_reason",
            "time",
            "duration",
            "ms_duration",
            "setuptime",
            "created",
            "src_user",
            "src_domain",
            "dst_user",
            "dst_domain",
            "record_id",
            "call_uid");
    assertThat(columns("missed_calls"))
        .containsExactly(
            "id",
            "method",
            "from_tag",
            "to_tag",
            "callid",
            "sip_code",
            "sip_reason",
            "time",
            "setuptime",
            "created",
            "src_user",
            "src_domain",
            "dst_user",
            "dst_domain",
            "record_id",
            "call_uid");
    Map<String, Object> defaults = database.query("select * from acc").get(0);
    assertThat(defaults).containsEntry("method", "").containsEntry("sip_code", "");
    assertThat(((Number) defaults.get("ms_duration")).intValue()).isZero();
    assertThat(defaults).containsEntry("created", null).containsEntry("src_user", null);
    assertThat(database.texts("select table_version from version order by table_name"))
        .containsExactly("7", "5");
  }

  @Test
  void aSecondMigrationChangesNothing() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    migrate(PersistenceSettings.defaults(database.dialect()));
    assertThat(database.count("version")).isEqualTo(2);
  }

  @Test
  void aTableNamedLaterIsMadeLikeAccWithTheConfiguredColumns() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    migrate(settings(PersistenceSettings.DEFAULT_EXTRA_COLUMNS, "my_acc"));
    assertThat(columns("my_acc")).isEqualTo(columns("acc"));
    assertThat(database.texts("select table_version from version where table_name = 'my_acc'"))
        .containsExactly("7");
  }

  @Test
  void theRecordsIdIsUnique() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    columns("acc");
    assertThatThrownBy(() -> columns("acc")).hasMessageContaining("failed");
  }

  @Test
  void theRecordsIdKnowsUpperAndLowerCase() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    columns("acc");
    database.execute(
        "insert into acc (callid, time, record_id) values ('c', '2026-01-01 00:00:00', 'R')");
    assertThat(database.texts("select record_id from acc order by record_id"))
        .containsExactly("R", "r");
  }

  @Test
  void anExtraColumnThatATableLacksIsNamedWithTheStatementThatAddsIt() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    PersistenceSettings wanted = settings(List.of("src_user", "tariff"));
    assertThatThrownBy(() -> migrate(wanted))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("table acc lacks the column tariff")
        .hasMessageContaining("table missed_calls lacks the column tariff");
    adopt(wanted);
    migrate(wanted);
  }

  @Test
  void anExtraColumnThatATableLacksIsAddedIfTheConfigurationSaysSo() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    PersistenceSettings wanted =
        new PersistenceSettings(
            database.dialect(),
            "acc",
            "missed_calls",
            Set.of(),
            CoreColumns.DEFAULT,
            List.of("src_user", "Tariff", "select"),
            ZoneOffset.UTC,
            true,
            Optional.empty());
    migrate(wanted);
    migrate(wanted);
    assertThat(columns("acc")).endsWith("call_uid", "tariff", "select");
    assertThat(columns("missed_calls")).endsWith("call_uid", "tariff", "select");
  }

  @Test
  void onlyExtraColumnsAreAddedAtAStart() throws Exception {
    OpenSipsTables.olderAcc(database);
    assertThatThrownBy(
            () ->
                migrate(
                    new PersistenceSettings(
                        database.dialect(),
                        "acc",
                        "missed_calls",
                        Set.of(),
                        CoreColumns.DEFAULT,
                        List.of("tariff"),
                        ZoneOffset.UTC,
                        true,
                        Optional.empty())))
        .isInstanceOf(UnadoptedTablesException.class)
        .hasMessageContaining("table acc lacks the columns ms_duration, record_id, call_uid and");
  }

  @Test
  @DisplayName("O07 a table of another version than OpenSIPS's present one is refused")
  void aTableOfAnotherVersionIsRefused() throws Exception {
    migrate(PersistenceSettings.defaults(database.dialect()));
    database.execute("update version set table_version = 6 where table_name = 'acc'");

    assertThatThrownBy(() -> migrate(PersistenceSettings.defaults(database.dialect())))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("table acc has version 6, and version 7 is needed")
        .hasMessageContaining("UPDATE version SET table_version = 7 WHERE table_name = 'acc';");
  }

  @Test
  void anOlderTableOfOpenSipsIsAcceptedOnceItHasOurColumnsAndItsNewVersion() throws Exception {
    OpenSipsTables.olderAcc(database);
    OpenSipsTables.write(database, "acc", "old");
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    assertThatThrownBy(() -> migrate(settings))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(
            "table acc lacks the columns ms_duration, src_domain, record_id, call_uid and has"
                + " version 6, and version 7 is needed")
        .hasMessageNotContaining("missed_calls");
    adopt(settings);
    migrate(settings);
    assertThat(database.texts("select callid from acc")).containsExactly("old");
    assertThat(database.texts("select table_version from version where table_name = 'acc'"))
        .containsExactly("7");
  }

  /** Types what the message says. */
  private void adopt(PersistenceSettings settings) {
    assertThatThrownBy(() -> migrate(settings))
        .satisfies(
            e ->
                database.execute(
                    Arrays.stream(e.getMessage().split("\n"))
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().replaceFirst(";$", ""))
                        .toArray(String[]::new)));
  }
}
