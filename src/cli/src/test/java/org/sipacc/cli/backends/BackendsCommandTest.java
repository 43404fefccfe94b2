package org.sipacc.cli.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class BackendsCommandTest {
  private static final String BACKEND =
      """
      {"name":"log","required":false,"state":"outage","since":"2026-03-01T12:00:00.250Z",\
      "cursor":"0:17","lag":4,"delivered":17,"last_error":"connection\\u001b refused",\
      "dead_letters":2,"gaps":[{"at":"2026-03-01T11:00:00Z","range":"after 0:3 up to 0:9",\
      "entries":6}]}""";
  private static final String RECORD =
      """
      {"id":"01KJMF8Q7T0001000000000007","kind":"cdr","table":"acc","callid":"c1",\
      "call_uid":null,"appended":"2026-03-01T12:00:00Z","in_database":true,\
      "standings":[{"destination":"db","state":"delivered","at":null,"reason":""}]}""";

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
  void eachBackendIsARowWithItsTroublesBelow() {
    server.on("GET /api/backends", 200, "{\"backends\":[" + BACKEND + "]}");

    assertThat(server.run("backends").out().lines())
        .containsExactly(
            "backend  state   since                     cursor  waiting  delivered  dead letters",
            "-------  ------  ------------------------  ------  -------  ---------  ------------",
            "log      outage  2026-03-01T12:00:00.250Z  0:17          4         17             2",
            "log failed last because: connection\\u001b refused",
            "log was let go at 2026-03-01T11:00:00Z: it does not get what stands after 0:3 up to"
                + " 0:9 (6 entries)");
  }

  @Test
  void backendsAsJsonAreOneObjectALine() {
    server.on("GET /api/backends", 200, "{\"backends\":[" + BACKEND + "]}");

    assertThat(server.run("backends", "--json").out()).isEqualTo(BACKEND + "\n");
  }

  @Test
  void theLedgerTellsWhereEachRecordOfACallStands() {
    server.on(
        "GET /api/ledger?call=c1",
        200,
        "{\"records\":[" + RECORD + "],\"complete\":false,\"database_error\":\"\"}");

    CommandRun run = server.run("ledger", "c1");

    assertThat(run.out().lines())
        .element(2)
        .asString()
        .matches("01KJMF8Q7T0001000000000007 +cdr +acc +db +delivered +yes");
    assertThat(run.err()).contains("more than could be read in time");
  }

  @Test
  void aRecordsIdIsTriedWhenItIsNoCall() {
    server.on(
        "GET /api/ledger?call=01KJMF8Q7T0001000000000007",
        200,
        "{\"records\":[],\"complete\":true,\"database_error\":\"\"}");
    server.on(
        "GET /api/ledger?record=01KJMF8Q7T0001000000000007",
        200,
        "{\"records\":[" + RECORD + "],\"complete\":true,\"database_error\":\"down\"}");

    CommandRun run = server.run("ledger", "01KJMF8Q7T0001000000000007", "--json");

    assertThat(run.out()).isEqualTo(RECORD + "\n");
    assertThat(run.err()).contains("the database cannot be asked: down");
  }

  @Test
  void anUnknownCallIsARefusal() {
    server.on(
        "GET /api/ledger?call=x",
        200,
        "{\"records\":[],\"complete\":true,\"database_error\":\"\"}");

    CommandRun run = server.run("ledger", "x");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no record of x");
  }
}
