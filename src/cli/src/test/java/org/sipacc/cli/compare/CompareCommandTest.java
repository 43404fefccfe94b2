package org.sipacc.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class CompareCommandTest {
  private static final String QUESTION =
      "POST /api/reports/carrier?start=1&callee=2&seconds=3&zone=UTC&separator=%3B"
          + "&charset=UTF-8&heading=false&since=2026-03-01T00%3A00%3A00Z"
          + "&until=2026-03-02T00%3A00%3A00Z&digits=8&start_tolerance=5&seconds_tolerance=1.0"
          + "&list=20";
  private static final String CALL =
      """
      {"start":"%s","caller":"4930111","callee":"4021222","seconds":%s,"call":"%s"}""";
  private static final String SAME =
      """
      {"ours":{"calls":2,"seconds":66.2},"theirs":{"calls":2,"seconds":66,"outside":1},"both":2,\
      "seconds_apart":{"total":0,"calls":[]},"only_here":{"total":0,"calls":[]},\
      "only_there":{"total":0,"calls":[]}}""";

  @TempDir private Path data;
  private ManagementServer server;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(data.resolve("carrier.csv"), "2026-03-01T11:00:02Z;4021222;58\n");
    server = ManagementServer.start(data).on(QUESTION, 200, SAME);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun compare(Path carrier, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "compare",
                carrier.toString(),
                "--since=2026-03-01T00:00:00Z",
                "--until=2026-03-02T00:00:00Z",
                "--no-heading",
                "--start=1",
                "--callee=2"));
    words.addAll(List.of(more));
    return server.run(words.toArray(String[]::new));
  }

  @Test
  void theSameCallsAreExitStatusZeroAndOptionsCanBeInAFile() throws IOException {
    Path options = Files.writeString(data.resolve("options"), "--separator=;\n--seconds=3\n");

    CommandRun run = compare(file, "@" + options);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("2 calls, 66.200 seconds")
        .contains("2 calls, 66.000 seconds; 1 more are not of this time")
        .doesNotContain("start");
  }

  @Test
  void differencesAreListedAndExitStatusOne() {
    String ours = CALL.formatted("2026-03-01T11:00:00.400Z", "61.2", "c1");
    String theirs = CALL.formatted("2026-03-01T11:00:02Z", "58", "line 1");
    String pair = "{\"difference\":3.2,\"ours\":" + ours + ",\"theirs\":" + theirs + "}";
    server.on(
        QUESTION,
        200,
        SAME.replace(
                "apart\":{\"total\":0,\"calls\":[]",
                "apart\":{\"total\":1,\"calls\":[" + pair + "]")
            .replace(
                "here\":{\"total\":0,\"calls\":[]",
                "here\":{\"total\":7,\"calls\":[" + ours + "]"));

    CommandRun run = compare(file, "--separator=;", "--seconds=3");

    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out().lines())
        .anyMatch(
            line -> line.matches(" *3\\.200 +2026-03-01T11:00:00\\.400Z +4021222 .*c1 +line 1"))
        .anyMatch(line -> line.matches("2026-03-01T11:00:00.400Z +4930111 +4021222 +61.200 +c1"))
        .anyMatch(line -> line.matches("only here +7"));
  }

  @Test
  void everythingAsJson() {
    CommandRun run = compare(file, "--separator=;", "--seconds=3", "--json");

    assertThat(run.out()).contains("\"both\":2,\"seconds_apart\":{\"total\":0");
  }

  @Test
  void whatIsWrongIsSaid() {
    server.on(QUESTION, 422, "{\"detail\":\"line 2: the seconds are \\\"long\\\"\"}");

    CommandRun run = compare(file, "--separator=;", "--seconds=3");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("line 2: the seconds are \"long\"");
    assertThat(compare(data.resolve("none"), "--seconds=3").err()).contains("cannot be read");
  }
}
