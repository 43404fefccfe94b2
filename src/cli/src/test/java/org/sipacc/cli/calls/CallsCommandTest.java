package org.sipacc.cli.calls;

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

class CallsCommandTest {
  static final String CALL =
      """
      {"id":"1a2b","uid":"01hq","callid":"c1@example","from_tag":"ft1","to_tag":"",\
      "from_uri":"sip:alice@example","to_uri":"sip:bob\\u001b[2J@example",\
      "request_uri":"sip:bob@192.0.2.9","source":"udp:192.0.2.1:5060","user_agent":"",\
      "targets":["sip:b1@192.0.2.9","sip:b2@192.0.2.9"],"state":"early","state_number":2,\
      "policy":"0a533137e560","accounted":["db:cdr|missed"],\
      "invited":"2026-03-01T12:00:00.250Z","answered":null,"expires":null,\
      "lifetime_seconds":43200,"flags":[],"profiles":{"active":"","caller":"alice"},\
      "values":{}}""";

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

  @ParameterizedTest
  @ValueSource(strings = {"calls", "calls list"})
  void callsAreATableInWhichCallersCannotWriteToTheTerminal(String command) {
    server.on("GET /api/live-calls", 200, "{\"calls\":[" + CALL + "]}");

    assertThat(server.run(command.split(" ")).out().lines())
        .containsExactly(
            "id    state  from               to                        source"
                + "              up  policy",
            "----  -----  -----------------  ------------------------  ------------------"
                + "  --  ------------",
            "1a2b  early  sip:alice@example  sip:bob\\u001b[2J@example  udp:192.0.2.1:5060"
                + "   -  0a533137e560");
  }

  @Test
  void callsAsJsonAreOneObjectALine() {
    server.on("GET /api/live-calls", 200, "{\"calls\":[" + CALL + "," + CALL + "]}");

    assertThat(server.run("calls", "--json").out()).isEqualTo(CALL + "\n" + CALL + "\n");
  }

  @Test
  void aCallIsShownWithEverythingKnownOfIt() {
    server.on("GET /api/live-calls?id=c1%40example", 200, "{\"calls\":[" + CALL + "]}");

    assertThat(server.run("calls", "show", "c1@example").out())
        .contains(
            "callid       c1@example\n",
            "to_tag       -\n",
            "targets      sip:b1@192.0.2.9, sip:b2@192.0.2.9\n",
            "accounted    db:cdr|missed\n",
            "lifetime     43200 s\n",
            "profiles     active, caller=alice\n");
  }

  @Test
  void aCallThatIsNotThereIsARefusal() {
    server.on("GET /api/live-calls?id=x", 200, "{\"calls\":[]}");

    CommandRun run = server.run("calls", "show", "x");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("there is no call x now");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls end", "end"})
  void aCallIsEndedByAnIdWithAnyCharacters(String command) {
    server.on("DELETE /api/live-calls?id=a%2Fb%26c%3F", 202, "{\"outcome\":\"ending\"}");
    String[] words = (command + " a/b&c?").split(" ");

    assertThat(server.run(words).out()).isEqualTo("the call is being ended\n");
  }

  @Test
  void whatTheServerRefusesIsToldInItsWords() {
    server.on("DELETE /api/live-calls?id=x", 501, "{\"detail\":\"this container cannot\"}");

    CommandRun run = server.run("end", "x");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("sipacc: this container cannot\n");
  }
}
