package org.sipacc.cli.mi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class MiCommandTest {
  private static final String CALL =
      """
      {"id":"1a2b","callid":"c1@example","from_tag":"ft1","to_tag":"tt1",\
      "from_uri":"sip:alice@example","to_uri":"sip:bob@example","state_number":4,\
      "answered":"2026-03-01T12:00:00.250Z","expires":null,\
      "profiles":{"caller":"alice"},"values":{"k":"v"}}""";

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
  @ValueSource(strings = {"dlg_list", "dialog:list", "mi dlg_list", "mi dialog:list"})
  void dialogsAreListedUnderOldAndNewNames(String command) {
    server.on("GET /api/live-calls", 200, "{\"calls\":[" + CALL + "]}");

    assertThat(server.run(command.split(" ")).out())
        .startsWith("{\n    \"Dialogs\": [\n        {\n            \"ID\": \"1a2b\",\n")
        .contains(
            "\"state\": 4,",
            "\"timestart\": 1772366400,",
            "\"timeout\": 0,",
            "\"caller_tag\": \"ft1\",",
            "\"callee_tag\": \"tt1\"")
        .doesNotContain("context");
  }

  @Test
  void contextBringsValuesAndProfiles() {
    server.on("GET /api/live-calls?id=c1%40example", 200, "{\"calls\":[" + CALL + "]}");

    assertThat(compact(server.run("dlg_list_ctx", "c1@example", "ft1")))
        .startsWith("{\"Dialog\":{\"ID\":\"1a2b\"")
        .endsWith(
            "\"context\":{\"values\":[{\"k\":\"v\"}],\"profiles\":[{\"caller\":\"alice\"}]}}}");
  }

  @Test
  void aDialogOfAnotherFromTagIsNotFound() {
    server.on("GET /api/live-calls?id=c1%40example", 200, "{\"calls\":[" + CALL + "]}");

    CommandRun run = server.run("dlg_list", "callid=c1@example", "from_tag=other");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("404 No such dialog");
  }

  @Test
  void aPageOfTheListTellsHowManyThereAre() {
    server.on("GET /api/live-calls", 200, "{\"calls\":[" + CALL + "," + CALL + "]}");

    assertThat(compact(server.run("dlg_list", "1", "10")))
        .startsWith("{\"count\":2,\"Dialogs\":[{\"ID\"")
        .containsOnlyOnce("\"ID\"");
    assertThat(compact(server.run("dlg_list", "7", "10")))
        .isEqualTo("{\"count\":2,\"Dialogs\":[]}");
  }

  @Test
  void endingIsAnsweredOk() {
    server.on("DELETE /api/live-calls?id=1a2b", 202, "{\"outcome\":\"ending\"}");
    server.on("DELETE /api/profiles/caller?value=alice", 202, "{\"ended\":1}");

    Stream.of(
            server.run("dlg_end_dlg", "1a2b"),
            server.run("dialog:end_dlg", "dialog_id=1a2b"),
            server.run("profile_end_dlgs", "profile=caller", "value=alice"))
        .forEach(run -> assertThat(run.out()).isEqualTo("\"OK\"\n"));
  }

  @Test
  void profilesAnswerAsOpenSipsWordsIt() {
    String profile =
        "{\"name\":\"caller\",\"has_value\":true,\"size\":1,"
            + "\"values\":[{\"value\":\"alice\",\"count\":1}],\"calls\":["
            + CALL
            + "]}";
    server.on("GET /api/profiles", 200, "{\"profiles\":[" + profile + "]}");
    server.on("GET /api/profiles/caller", 200, profile);
    server.on("GET /api/profiles/caller?value=alice", 200, profile);
    server.on(
        "GET /api/profiles/inbound", 200, "{\"name\":\"inbound\",\"has_value\":false,\"size\":3}");

    assertThat(compact(server.run("list_all_profiles")))
        .isEqualTo("{\"Profiles\":[{\"name\":\"caller\",\"has value\":true}]}");
    assertThat(compact(server.run("profile_get_size", "caller")))
        .isEqualTo(
            "{\"Profile\":{\"name\":\"caller\",\"value\":null,\"count\":1,"
                + "\"shared\":\"no\",\"replicated\":\"no\"}}");
    assertThat(compact(server.run("profile_get_size", "caller", "alice")))
        .contains("\"value\":\"alice\"");
    assertThat(compact(server.run("profile_get_values", "caller")))
        .isEqualTo("[{\"value\":\"alice\",\"count\":1}]");
    assertThat(compact(server.run("profile_get_values", "inbound")))
        .isEqualTo("[{\"value\":null,\"count\":3}]");
    assertThat(compact(server.run("profile_list_dlgs", "caller")))
        .startsWith("{\"Dialogs\":[{\"ID\":\"1a2b\"");
  }

  /** The output without its indentation. */
  private static String compact(CommandRun run) {
    assertThat(run.err()).isEmpty();
    return run.out().replaceAll("\n *", "").replace("\": ", "\":");
  }
}
