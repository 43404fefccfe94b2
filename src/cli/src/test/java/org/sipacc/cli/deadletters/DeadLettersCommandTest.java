package org.sipacc.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class DeadLettersCommandTest {
  private static final String HEAD =
      """
      {"id":"01KJMF8Q7T0001000000000007","destination":"db","since":"2026-03-01T12:00:09.180Z",\
      "table":"own_acc","callid":"c1\\u001b[2J","call_uid":null,"reason":"there is no table own_acc",\
      "state":"waiting","mended":false,"changed":"2026-03-01T12:00:09.180Z","comment":\"\"""";
  private static final String LETTER = HEAD + "}";
  private static final String WITH_RECORD =
      HEAD
          + ",\"kind\":\"cdr\",\"record\":{\"table\":\"own_acc\",\"callid\":\"c1\"},"
          + "\"mended_record\":{\"table\":\"acc\",\"callid\":\"c1\",\"tariff\":\"2\"}}";
  private static final String ID = "01KJMF8Q7T0001000000000007";

  @TempDir private Path data;
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server = ManagementServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ManagementServer.Request last(CommandRun run, int status) {
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    return server.request();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead-letters", "dead-letters list"})
  void thoseThatWaitAreATable(String command) {
    server.on(
        "GET /api/dead-letters?state=waiting",
        200,
        "{\"dead_letters\":[" + LETTER + "],\"total\":3}");

    CommandRun run = server.run(command.split(" "));

    assertThat(run.out().lines())
        .element(2)
        .isEqualTo(
            ID
                + "  db       2026-03-01T12:00:09.180Z  own_acc  c1\\u001b[2J  waiting"
                + "  there is no table own_acc");
    assertThat(run.err()).contains("3 match, the oldest 1 are shown");
  }

  @Test
  void optionsSelectAndJsonIsOneObjectALine() {
    server.on(
        "GET /api/dead-letters?destination=db&table=own_acc&since=2026-03-01T12%3A00%3A00Z"
            + "&reason=no%20table&limit=5",
        200, "{\"dead_letters\":[" + LETTER + "],\"total\":1}");

    CommandRun run =
        server.run(
            "dead-letters",
            "list",
            "--json",
            "--destination=db",
            "--table=own_acc",
            "--since=2026-03-01T12:00:00Z",
            "--reason=no table",
            "--state=all",
            "--limit=5");

    assertThat(run.out()).isEqualTo(LETTER + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aMendedOneShowsWhatItWas() {
    server.on("GET /api/dead-letters/" + ID + "?destination=db", 200, WITH_RECORD);

    assertThat(server.run("dead-letters", "show", ID, "--destination", "db").out())
        .contains(
            "reason       there is no table own_acc\n",
            "table   acc  (was: own_acc)\n",
            "callid  c1\n",
            "tariff  2  (new)\n");
  }

  @Test
  void aReplayTellsWhatCameOfIt() {
    server.on(
        "POST /api/dead-letters/replay?table=own_acc",
        200,
        "{\"replayed\":14,\"refused\":0,\"left\":0,\"reasons\":[]}");

    assertThat(server.run("dead-letters", "replay", "--table", "own_acc").out())
        .isEqualTo("14 records are delivered\n");
  }

  @Test
  void whatIsRefusedOnceMoreIsAFailure() {
    server.on(
        "POST /api/dead-letters/" + ID + "/replay",
        200,
        "{\"replayed\":0,\"refused\":1,\"left\":1,\"reasons\":[\"there is no table own_acc\"]}");

    CommandRun run = server.run("dead-letters", "replay", ID);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("0 records are delivered\n");
    assertThat(run.err()).contains("refused: there is no table own_acc", "1 wait still");
  }

  @Test
  void aReplayOfEverythingIsSaidInSoManyWords() {
    CommandRun run = server.run("dead-letters", "replay");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--all");
  }

  @Test
  void mendingSendsTheFields() {
    server.on("POST /api/dead-letters/" + ID + "/mend?comment=why%20not", 200, WITH_RECORD);

    ManagementServer.Request request =
        last(
            server.run(
                "dead-letters",
                "mend",
                ID,
                "table=acc",
                "sip_reason=a=b",
                "--remove",
                "tariff",
                "--comment",
                "why not"),
            0);

    assertThat(request.body())
        .isEqualTo("{\"table\":\"acc\",\"sip_reason\":\"a=b\",\"tariff\":null}");
  }

  @Test
  void discardingNeedsAComment() {
    assertThat(server.run("dead-letters", "discard", ID).status()).isEqualTo(2);
    server.on("DELETE /api/dead-letters/" + ID + "?comment=a%20test", 200, WITH_RECORD);

    assertThat(server.run("dead-letters", "discard", ID, "--comment", "a test").out())
        .isEqualTo("it is discarded\n");
  }
}
