package org.sipacc.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.persistence.url.DatabaseUrl;

class RecordsCommandTest {

  @TempDir private Path data;

  @BeforeAll
  static void keepTheDatabaseOnThisMachine() {
    System.setProperty("h2.bindAddress", "127.0.0.1");
  }

  @Test
  void jsonIsOneObjectALineWithoutBlanks() throws SQLException {
    accTable();
    sql("insert into acc values (1, 'INVITE', '200', 'O''K \"x\" \\', '2026-01-02 03:04:05', 7)");

    assertThat(records("--json").out())
        .isEqualTo(
            "{\"id\":1,\"method\":\"INVITE\",\"sip_code\":\"200\","
                + "\"sip_reason\":\"O'K \\\"x\\\" \\\\\","
                + "\"time\":\"2026-01-02 03:04:05\",\"duration\":7}\n");
  }

  @Test
  void timestampShowsItsFractionOnlyIfThereIsOne() throws SQLException {
    sql("create table t (id int, at timestamp(6))");
    sql("insert into t values (1, '2026-01-02 03:04:05.120'), (2, '2026-01-02 03:04:05.000001')");
    sql("insert into t values (3, '2026-01-02 03:04:05')");

    assertThat(records("--json", "--table", "t").out().lines())
        .containsExactly(
            "{\"id\":1,\"at\":\"2026-01-02 03:04:05.120\"}",
            "{\"id\":2,\"at\":\"2026-01-02 03:04:05.000001\"}",
            "{\"id\":3,\"at\":\"2026-01-02 03:04:05\"}");
  }

  @Test
  void nullAndNumbersOfEveryKindKeepTheirType() throws SQLException {
    sql("create table t (id int, a int, b bigint, c decimal(9,3), d double, e boolean, f uuid)");
    sql("insert into t values (1, null, 9007199254740993, 1.500, 0.25, true, null)");

    assertThat(records("--json", "--table", "T").out())
        .isEqualTo(
            "{\"id\":1,\"a\":null,\"b\":9007199254740993,\"c\":1.500,\"d\":0.25,"
                + "\"e\":true,\"f\":null}\n");
  }

  @Test
  void theLastByIdArePrintedOldestFirst() throws SQLException {
    accTable();
    for (int id : new int[] {3, 1, 5, 2, 4}) {
      sql("insert into acc (id) values (" + id + ")");
    }

    assertThat(records("--last", "3", "--json").out().lines())
        .extracting(line -> line.substring(0, 7))
        .containsExactly("{\"id\":3", "{\"id\":4", "{\"id\":5");
  }

  @Test
  void textIsAnAlignedTable() throws SQLException {
    sql("create table t (id int, name varchar(20))");
    sql("insert into t values (1, 'a'), (20, null)");

    assertThat(records("--table", "t").out()).isEqualTo("id  name\n--  ----\n 1  a\n20  NULL\n");
  }

  @Test
  void aCallersControlCharactersReachNeitherTerminalNorLine() throws SQLException {
    sql("create table t (id int, name varchar(20))");
    sql("insert into t values (1, U&'\\001b[2J\\000a\\009b\\202e\\d800x')");

    assertThat(records("--table", "t").out().lines())
        .last()
        .isEqualTo(" 1  \\u001b[2J\\u000a\\u009b\\u202e\\ud800x");
    assertThat(records("--table", "t", "--json").out())
        .isEqualTo("{\"id\":1,\"name\":\"\\u001b[2J\\n\\u009b\\u202e\\ud800x\"}\n");
  }

  @Test
  void aTablesNameIsAnArgumentAndNeverSql() throws SQLException {
    accTable();
    sql("create table \"odd \"\"name\" (id int)");
    sql("insert into \"odd \"\"name\" values (1)");

    assertThat(records("--json", "--table", "odd \"name").out()).isEqualTo("{\"id\":1}\n");
    CommandRun attack = records("--table", "acc; drop table acc");
    assertThat(attack.status()).isEqualTo(1);
    assertThat(attack.err()).contains("no table acc; drop table acc").contains("has acc");
    assertThat(records().status()).isZero();
  }

  @Test
  void anEmptyTableHasNoLinesInJson() throws SQLException {
    accTable();

    assertThat(records("--json")).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void tableWithoutIdIsOrderedByItsPrimaryKey() throws SQLException {
    sql("create table t (name varchar(9), node int, seq int, primary key (node, seq))");
    sql("insert into t values ('b', 1, 2), ('c', 2, 1), ('a', 1, 1)");

    assertThat(records("--table", "t", "--json").out().lines())
        .extracting(line -> line.substring(9, 10))
        .containsExactly("a", "b", "c");
  }

  @Test
  void recordsAreReadWhileAnotherProcessHasTheDatabaseOpen() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseHolder.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var lines =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("open");

      assertThat(records("--json").out()).isEqualTo("{\"id\":1,\"callid\":\"held@example\"}\n");
    } finally {
      server.getOutputStream().close();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  @Test
  void dataDirectoryWithoutADatabaseIsExplainedAndLeftAlone() {
    CommandRun run = records();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(data.toString(), "bin/run", "--data", "--db");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void databaseUrlIsAnAlternativeToTheDataDirectory() throws SQLException {
    accTable();
    DatabaseUrl url = DatabaseUrl.embedded(data);
    String full = url.jdbcUrl() + ";USER=sipacc;PASSWORD=" + url.password();

    assertThat(sipacc("records", "--json", "--db", full).status()).isZero();
    assertThat(sipacc("records", "--db", full, "--data", data.toString()).status()).isEqualTo(2);
  }

  @Test
  void databaseThatCannotBeReachedIsNamedWithoutItsPassword() {
    CommandRun run = sipacc("records", "--db", "postgres://u:s3cret@127.0.0.1:1/d");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("cannot open the database jdbc:postgresql://127.0.0.1:1/d as user u")
        .doesNotContain("s3cret");
  }

  @Test
  void wrongArgumentsAreUsageErrors() {
    assertThat(records("--last", "0").status()).isEqualTo(2);
    assertThat(records("--last", "many").status()).isEqualTo(2);
    assertThat(sipacc("records", "--db", "oracle://h/d").err()).contains("--db: a database URL");
    assertThat(sipacc("records", "--db", "oracle://h/d").status()).isEqualTo(2);
  }

  private CommandRun records(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "records";
    all[1] = "--data";
    all[2] = data.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return sipacc(all);
  }

  private void accTable() throws SQLException {
    sql(
        "create table acc (id bigint primary key, method varchar(16), sip_code char(3),"
            + " sip_reason varchar(64), time timestamp(3), duration int)");
  }

  private void sql(String text) throws SQLException {
    DatabaseUrl url = DatabaseUrl.embedded(data);
    try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
