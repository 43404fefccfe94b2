package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.persistence.url.DatabaseUrl;

/** What becomes of the records of a call whose table is gone, from the refusal to the row. */
@Isolated("starts a server: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class DeadLettersIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String IN_OWN_TABLE =
      """
      request:
        - if: {has_totag: true}
          do: [relay, stop]
        - if: {method: INVITE}
          do: [{do_accounting: {type: db, flags: cdr, table: own_acc}}]
        - do: [relay]
      """;

  private static Settings settings;
  private static SipaccServer server;

  @BeforeAll
  static void start() throws IOException {
    settings = Settings.of("dead-letters", Repository.testResource("management"));
    server = SipaccServer.start(settings);
    Path policy = Files.writeString(settings.home().resolve("own.yaml"), IN_OWN_TABLE);
    assertThat(server.command("policy", "activate", policy.toString()).exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aRecordWhoseTableIsGoneIsMendedReplayedAndFollowed(SipFlow flow) throws Exception {
    execute("drop table own_acc");
    String callId = call(flow);
    server.summaryOf(callId);

    String letter =
        await()
            .atMost(SOON)
            .until(
                () -> output("dead-letters", "list", "--call", callId, "--json"), l -> !l.isEmpty())
            .get(0);
    assertThat(letter).contains("\"table\":\"own_acc\"", "there is no table own_acc");
    String id = letter.replaceFirst(".*\"id\":\"([0-9A-Z]{26})\".*", "$1");
    assertThat(output("ledger", callId))
        .anyMatch(line -> line.matches(id + " +cdr +own_acc +db +dead_letter .* no .*own_acc"))
        .anyMatch(line -> line.matches(".* call +calls +db +delivered .* yes"));
    assertThat(output("backends")).element(2).asString().matches("db +running .* 1");

    Command refused = server.command("dead-letters", "replay", id);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.errors()).contains("refused: there is no table own_acc", "1 wait still");

    assertThat(output("dead-letters", "mend", id, "table=acc", "--comment", "it was dropped"))
        .anyMatch(line -> line.matches("table +acc +\\(was: own_acc\\)"));
    assertThat(output("dead-letters", "replay", "--table", "own_acc"))
        .containsExactly("1 record is delivered");
    assertThat(server.awaitRows("acc", callId, 1)).hasSize(1);
    assertThat(output("ledger", id)).anyMatch(line -> line.contains("replayed"));
    assertThat(output("dead-letters")).hasSize(2);

    server.close();
    server = SipaccServer.restart(settings);
    assertThat(output("dead-letters", "list", "--state", "replayed", "--json"))
        .singleElement()
        .asString()
        .contains(id, "it was dropped");
  }

  private static String call(SipFlow flow) {
    return Conversation.invited(flow, server, "bob").rings().answered().callerHangsUp().callId();
  }

  private static List<String> output(String... words) {
    Command command = server.command(words);
    assertThat(command.exit()).as(command.errors()).isZero();
    return command.output();
  }

  private static void execute(String sql) throws SQLException {
    DatabaseUrl url = DatabaseUrl.embedded(settings.data());
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
