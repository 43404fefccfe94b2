package org.sipacc.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.ServerProcess;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** What an operator types and sees. */
@Isolated("each test starts a server: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class OperationIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  @DisplayName("without configuration calls are accounted, missed ones too, and shown by sipacc")
  void withoutConfiguration(SipFlow flow) {
    Settings settings = Settings.withoutConfiguration("unconfigured");
    try (SipaccServer server = SipaccServer.start(settings)) {
      List<String> printed = server.process().printed();
      assertThat(printed).endsWith("ready").containsOnlyOnce("ready");
      assertThat(server.console().toString())
          .isEqualTo("http://127.0.0.1:" + settings.httpPort() + "/");
      assertThat(String.join("\n", printed)).contains("127.0.0.1:" + settings.sipPort());

      Conversation talk =
          Conversation.invited(flow, server, "carol").rings().answered().talks().callerHangsUp();
      Conversation busy =
          Conversation.invited(flow, server, "carol").rings().refused(486, "Busy Here");

      CallRecords records = server.recordsOf(talk.callId());
      assertThat(records.acc()).hasSize(1);
      RowAssert.assertThat(records.acc().get(0))
          .isCdrOf(talk.call(), "tt1", talk.call())
          .hasText("src_user", "alice")
          .hasText("dst_user", "carol");
      assertThat(server.recordsOf(busy.callId()).missed()).hasSize(1);

      assertThat(records(settings, "acc", talk.callId()))
          .startsWith("{")
          .endsWith("}")
          .contains("\"sip_code\":\"200\"")
          .contains("\"ms_duration\":" + records.acc().get(0).number("ms_duration"));
      assertThat(records(settings, "missed_calls", busy.callId())).contains("\"sip_code\":\"486\"");
    }
  }

  /** The one line of {@code sipacc records} that is about the call. */
  private static String records(Settings settings, String table, String callId) {
    Command command =
        Command.run(
            List.of(
                Repository.file("bin/sipacc").toString(),
                "records",
                "--json",
                "--table",
                table,
                "--data",
                settings.data().toString()));
    assertThat(command.exit()).as(command.errors()).isZero();
    assertThat(command.output()).allMatch(line -> line.startsWith("{\"id\":"));
    List<String> ofCall =
        command.output().stream()
            .filter(line -> line.contains("\"callid\":\"" + callId + "\""))
            .toList();
    assertThat(ofCall).hasSize(1);
    return ofCall.get(0);
  }

  @Test
  @DisplayName("a database that is down at a later start stops nothing and gets its rows later")
  void databaseDownAtALaterStart(SipFlow flow) {
    try (DatabaseServer database = DatabaseServers.postgresql()) {
      TestDatabase rows = database.newDatabase();
      Settings settings =
          Settings.of("database-down", Repository.testResource("acceptance"))
              .withDatabase(rows.url());
      SipaccServer.start(settings).close();
      database.stop();
      try (SipaccServer server = SipaccServer.restart(settings)) {
        Conversation talk =
            Conversation.invited(flow, server, "e01").rings().answered().talks().callerHangsUp();

        database.start();

        CallRecords records = server.recordsOf(talk.callId());
        assertThat(records.acc()).hasSize(1);
        RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
      }
    }
  }

  @Test
  @DisplayName("the database's password appears in nothing the server prints or writes")
  void passwordAppearsNowhere(SipFlow flow) throws Exception {
    try (DatabaseServer database = DatabaseServers.mariadb()) {
      TestDatabase rows = database.newDatabase();
      Settings settings =
          Settings.of("password", Repository.testResource("acceptance")).withDatabase(rows.url());
      String password = rows.parsed().password();
      String encoded = URLEncoder.encode(password, UTF_8);
      try (SipaccServer server = SipaccServer.start(settings)) {
        Conversation talk = Conversation.invited(flow, server, "e01").answered().callerHangsUp();
        assertThat(server.recordsOf(talk.callId()).acc()).hasSize(1);
        assertThat(server.process().printed())
            .noneMatch(line -> line.contains(password) || line.contains(encoded));
      }
      try (var files = Files.walk(settings.home())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (file.toString().matches(".*\\.(log|txt|out)")) {
            assertThat(Files.readString(file))
                .as(file.toString())
                .doesNotContain(password, encoded);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("a wrong policy stops the start with its line and reason")
  void wrongPolicy() {
    Settings settings = Settings.of("wrong-policy", Repository.testResource("wrong-policy"));
    try (ServerProcess process = SipaccServer.launchNew(settings)) {
      assertThat(process.awaitEnd(LIMIT)).isNotZero();
      assertThat(process.printed()).doesNotContain("ready");
      assertThat(String.join("\n", process.errorLines())).contains("policy.yaml:5", "foo");
    }
  }

  @Test
  @DisplayName("a SIP port that is taken stops the start with the port")
  void takenPort() {
    Settings settings = Settings.withoutConfiguration("taken-port");
    try (SipFlow flow = new SipFlow("taken")) {
      int taken = flow.udp("holder").port();
      Settings clash =
          new Settings(
              settings.name(), settings.config(), settings.database(), taken, settings.httpPort());
      try (ServerProcess process = SipaccServer.launchNew(clash)) {
        assertThat(process.awaitEnd(LIMIT)).isNotZero();
        assertThat(process.printed()).doesNotContain("ready");
        assertThat(String.join("\n", process.errorLines())).contains(Integer.toString(taken));
      }
    }
  }

  @Test
  @DisplayName("SIGTERM stops the server and a further start goes on with its records")
  void restart(SipFlow flow) {
    Settings settings = Settings.of("restart", Repository.testResource("acceptance"));
    String callId;
    try (SipaccServer server = SipaccServer.start(settings)) {
      Conversation talk = Conversation.invited(flow, server, "e01").answered().callerHangsUp();
      callId = talk.callId();
    }
    try (SipaccServer server = SipaccServer.restart(settings)) {
      assertThat(server.recordsOf(callId).acc()).hasSize(1);
    }
  }
}
