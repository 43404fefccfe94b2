package org.sipacc.cli.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.management.ManagementServer;

class ProfilesCommandTest {
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
  void profilesAreListedWithTheNumberOfTheirCalls() {
    server.on(
        "GET /api/profiles",
        200,
        "{\"profiles\":[{\"name\":\"caller\",\"has_value\":true,\"size\":12}]}");

    assertThat(server.run("profiles").out())
        .isEqualTo("profile  values  calls\n-------  ------  -----\ncaller   yes        12\n");
    assertThat(server.run("profiles", "--json").out())
        .isEqualTo("{\"name\":\"caller\",\"has_value\":true,\"size\":12}\n");
  }

  @Test
  void aProfileIsShownWithItsValues() {
    server.on(
        "GET /api/profiles/caller?value=alice%20b",
        200,
        "{\"name\":\"caller\",\"has_value\":true,\"size\":2,"
            + "\"values\":[{\"value\":\"alice b\",\"count\":2}],\"calls\":[]}");

    assertThat(server.run("profiles", "show", "caller", "alice b").out())
        .startsWith("value    calls\n-------  -----\nalice b      2\n\nid  state");
  }

  @Test
  void theCallsOfAProfileAreEnded() {
    server.on("DELETE /api/profiles/caller", 202, "{\"ended\":2}");
    server.on("DELETE /api/profiles/caller?value=alice", 202, "{\"ended\":1}");

    assertThat(server.run("profiles", "end", "caller").out())
        .isEqualTo("2 calls are being ended\n");
    assertThat(server.run("profiles", "end", "caller", "alice").out())
        .isEqualTo("1 call is being ended\n");
  }
}
