package org.sipacc.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class ReconcileCommandTest {
  private static final String FIGURES =
      """
      "since":"2026-03-01T12:00:00Z","until":"2026-03-02T13:00:00Z",\
      "calls":{"seen":9,"open":2,"summarised":7},\
      "journal":{"id":"x","node":1,"oldest":"0:0","opened_at":"0:0","end":"0:14","bytes":4096},\
      "journalled":[{"backend":"db","kind":"cdr","records":7}],\
      "database":{"taken":15,"stored":10,"waiting":2,"in_memory":1,"refused":0,\
      "discarded":2,"lost":0},\
      "destinations":[{"destination":"db","state":"running","acknowledged":"0:12","lag":2,\
      "delivered":12,"dead_letters":0}],\
      "tables":[{"table":"acc","stored":6,"there":6,"incomplete":[]}]""";
  private static final String COMPLETE = "{\"complete\":true," + FIGURES + ",\"gaps\":[]}";
  private static final String INCOMPLETE =
      "{\"complete\":false," + FIGURES + ",\"gaps\":[\"table acc \\u001b[2J has none\"]}";

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

  @Test
  void nothingMissingIsExitStatusZero() {
    server.on("GET /api/reconciliation", 200, COMPLETE);

    CommandRun run = server.run("reconcile");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "calls since the start  9 seen, 2 open, 7 ended",
            "journal                0:0 to 0:14, 4096 bytes",
            "for the database       15 taken since the start, 10 stored, 2 waiting, 1 in memory,"
                + " 0 refused, 2 discarded, 0 lost",
            "",
            "destination  state    acknowledged  lag  delivered  dead letters",
            "-----------  -------  ------------  ---  ---------  ------------",
            "db           running  0:12            2         12             0",
            "",
            "rows of 2026-03-01T12:00:00Z to 2026-03-02T13:00:00Z",
            "table  stored  there",
            "-----  ------  -----",
            "acc         6      6",
            "",
            "nothing is missing");
  }

  @Test
  void gapIsExitStatusOneAndCannotWriteToTheTerminal() {
    server.on("GET /api/reconciliation", 200, INCOMPLETE);

    CommandRun run = server.run("reconcile");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).endsWith("GAP: table acc \\u001b[2J has none\n");
  }

  @Test
  void jsonIsWhatTheServerSaysAndTheStatusTellsTheSame() {
    server.on("GET /api/reconciliation", 200, INCOMPLETE);

    CommandRun run = server.run("reconcile", "--json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(INCOMPLETE + "\n");
  }

  @Test
  void answerWithoutVerdictIsNoSuccess() {
    server.on("GET /api/reconciliation", 200, "{}");

    assertThat(server.run("reconcile").status()).isEqualTo(1);
  }

  @Test
  void timesAreAskedFor() {
    server.on("GET /api/reconciliation?since=2026-03-01T12%3A00%3A00Z", 200, COMPLETE);

    assertThat(server.run("reconcile", "--since", "2026-03-01T12:00:00Z").status()).isZero();
  }
}
