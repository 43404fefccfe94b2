package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.ImportedScript;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.ServerProcess;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** The set-up of the article on basic accounting with OpenSIPS, on each database. */
@Isolated("each test starts a server: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class BlogIT {
  private static final List<String> COLUMNS_OF_THE_ARTICLE =
      List.of(
          "id",
          "method",
          "src_user",
          "src_domain",
          "dst_user",
          "dst_domain",
          "from_tag",
          "to_tag",
          "callid",
          "sip_code",
          "sip_reason",
          "time",
          "duration",
          "setuptime",
          "created");

  @Test
  @DisplayName("the article's script, imported, gives one row per answered call in the embedded H2")
  void importedOnH2(SipFlow flow) {
    Path directory = ImportedScript.directory("blog");
    oneRowPerAnsweredCall(flow, Settings.of("blog-h2", directory));
  }

  @Test
  @DisplayName("the article's set-up gives one row per answered call in MariaDB")
  void onMariaDb(SipFlow flow) {
    try (DatabaseServer database = DatabaseServers.mariadb()) {
      oneRowPerAnsweredCall(
          flow, settings("blog-mariadb").withDatabase(database.newDatabase().url()));
    }
  }

  @Test
  @DisplayName("the article's set-up gives one row per answered call in PostgreSQL")
  void onPostgreSql(SipFlow flow) {
    try (DatabaseServer database = DatabaseServers.postgresql()) {
      oneRowPerAnsweredCall(
          flow, settings("blog-postgresql").withDatabase(database.newDatabase().url()));
    }
  }

  @Test
  @DisplayName("the article's own table keeps its rows and takes ours once it is taken over")
  void onTheArticlesTable(SipFlow flow) {
    try (DatabaseServer database = DatabaseServers.mariadb()) {
      TestDatabase articles = database.newDatabase();
      articles.execute(
          """
          create table acc (
            id int(10) unsigned not null auto_increment primary key,
            method char(16) not null default '',
            src_user varchar(64), src_domain varchar(64),
            dst_user varchar(64), dst_domain varchar(64),
            from_tag char(64) not null default '', to_tag char(64) not null default '',
            callid char(64) not null default '', sip_code char(3) not null default '',
            sip_reason char(32) not null default '', time datetime not null,
            duration int(11) unsigned not null default 0,
            setuptime int(11) unsigned not null default 0,
            created datetime default null, key callid_idx (callid))
          """);
      Settings settings = settings("blog-table").withDatabase(articles.url());

      articles.execute("insert into acc (callid, time) values ('old', '2016-01-01 00:00:00')");

      takeOver(settings, articles);

      oneRowPerAnsweredCall(flow, settings);
      articles.execute("insert into acc (callid, time) values ('new', '2026-01-01 00:00:00')");
      assertThat(articles.texts("select record_id from acc where callid in ('old', 'new')"))
          .hasSize(2)
          .doesNotContain("null")
          .doesNotHaveDuplicates();
    }
  }

  /** Does what the server that does not start tells the operator to do. */
  private static void takeOver(Settings settings, TestDatabase database) {
    String config = settings.config().orElseThrow().toString();
    try (ServerProcess process = SipaccServer.launchNew(settings)) {
      assertThat(process.awaitEnd(Duration.ofSeconds(90))).isNotZero();
      assertThat(String.join("\n", process.errorLines()))
          .contains("table acc lacks the columns ms_duration, record_id, call_uid")
          .contains("ALTER TABLE `acc` ADD COLUMN `ms_duration`")
          .contains(
              "bin/sipacc db adopt --config " + config + " --db " + database.parsed().location());
    }
    Command adoption =
        Command.run(
            List.of(
                Repository.file("bin/sipacc").toString(),
                "db",
                "adopt",
                "--config",
                config,
                "--db",
                database.url(),
                "--yes"));
    assertThat(adoption.exit()).as(adoption.errors()).isZero();
    assertThat(adoption.output()).contains("-- table acc, 1 rows");
  }

  private static Settings settings(String name) {
    return Settings.of(name, Repository.file("docs/samples/blog"));
  }

  private static void oneRowPerAnsweredCall(SipFlow flow, Settings settings) {
    try (SipaccServer server = SipaccServer.start(settings)) {
      Conversation talk = invited(flow, server).rings().answered().talks().callerHangsUp();
      Conversation busy = invited(flow, server).rings().refused(486, "Busy Here");

      CallRecords records = server.recordsOf(talk.callId());

      assertThat(records.acc()).hasSize(1);
      assertThat(records.acc().get(0).columns()).containsKeys(columns());
      RowAssert.assertThat(records.acc().get(0))
          .isCdrOf(talk.call(), "tt1", talk.call())
          .hasText("src_user", "alice")
          .hasText("src_domain", "caller.example")
          .hasText("dst_user", "bob")
          .hasText("dst_domain", "127.0.0.1");
      assertThat(server.recordsOf(busy.callId()).acc()).isEmpty();
    }
  }

  /**
   * To one URI, by way of another: the article takes the user of To and the domain of the R-URI.
   */
  private static Conversation invited(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("callee");
    Call call =
        flow.udp("alice")
            .draft("INVITE", server.sip(), "sip:extension@" + bob.address())
            .set("To: <sip:bob@biloxi.example>")
            .invite();
    return new Conversation(call, bob.expectInvite());
  }

  private static String[] columns() {
    return COLUMNS_OF_THE_ARTICLE.toArray(String[]::new);
  }
}
