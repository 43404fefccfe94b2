package org.sipacc.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final String EXPORT =
      "GET /api/calls/export?format=jsonl&since=2026-02-28T23%3A50%3A00Z"
          + "&until=2026-03-02T00%3A00%3A05Z&code=2xx";
  private static final String CALLS =
      """
      {"callid":"c1","from_uri":"sip:4930111@a","request_uri":"sip:4021222@b",\
      "answered":"2026-03-01T11:00:00.400Z","duration_ms":61200}
      {"callid":"c2","from_uri":"sip:4930112@a","request_uri":"sip:4021333@b",\
      "answered":"2026-03-01T12:00:00Z","duration_ms":5000}
      {"callid":"before","from_uri":"sip:4930112@a","request_uri":"sip:4021333@b",\
      "answered":"2026-02-28T23:59:59Z","duration_ms":5000}
      """;

  @TempDir private Path data;
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server = ManagementServer.start(data).on(EXPORT, 200, CALLS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(data.resolve("carrier.csv"), text, StandardCharsets.ISO_8859_1);
  }

  private CommandRun compare(Path file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "compare",
                file.toString(),
                "--since",
                "2026-03-01T00:00:00Z",
                "--until",
                "2026-03-02T00:00:00Z"));
    words.addAll(List.of(more));
    return server.run(words.toArray(String[]::new));
  }

  @Test
  void theSameCallsAreExitStatusZero() throws IOException {
    Path file =
        file(
            """
            "Início";Von;Nach;"Dauer (s)"
            01.03.2026 12:00:00;+4930111;004021222;61
            01.03.2026 13:00:01;+4930112;004021333;5

            02.03.2026 13:00:01;+4930112;004021333;7
            """);
    Path options =
        Files.writeString(
            data.resolve("carrier.options"),
            """
            --separator=;
            --charset=ISO-8859-1
            --start=1
            "--format=dd.MM.yyyy HH:mm:ss"
            --zone=Europe/Berlin
            --caller=Von
            --callee=Nach
            "--seconds=Dauer (s)"
            """);

    CommandRun run = compare(file, "@" + options);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("2 calls, 66.200 seconds")
        .contains("2 calls, 66.000 seconds; 1 more are not of this time")
        .doesNotContain("start");
  }

  @Test
  void differencesAreListedAndExitStatusOne() throws IOException {
    Path file =
        file(
            """
            2026-03-01T11:00:02Z,4021222,58
            2026-03-01T15:00:00Z,4021444,9
            """);

    CommandRun run =
        compare(file, "--no-heading", "--start", "1", "--callee", "2", "--seconds", "3");

    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out().lines())
        .anyMatch(
            line -> line.matches(" *3\\.200 +2026-03-01T11:00:00\\.400Z +4021222 .*c1 +line 1"))
        .anyMatch(line -> line.matches("2026-03-01T12:00:00Z +4930112 +4021333 +5\\.000 +c2"))
        .anyMatch(line -> line.matches("2026-03-01T15:00:00Z +4021444 +9\\.000 +line 2"));
  }

  @Test
  void everythingAsJson() throws IOException {
    Path file = file("1772362800,4021222,61.5\n");

    CommandRun run =
        compare(file, "--no-heading", "--start", "1", "--callee", "2", "--seconds", "3", "--json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("\"both\":1,\"seconds_apart\":[]", "\"only_there\":[]")
        .contains("\"only_here\":[{\"start\":\"2026-03-01T12:00:00Z\"");
  }

  @Test
  void whatIsWrongWithTheFileIsSaidWithItsLine() throws IOException {
    Path file = file("start,callee,seconds\n2026-03-01T11:00:02Z,4021222,long\n");

    assertThat(
            compare(file, "--start", "begin", "--callee", "callee", "--seconds", "seconds").err())
        .contains("the file has no column \"begin\"; it has start, callee, seconds");
    assertThat(
            compare(file, "--start", "start", "--callee", "callee", "--seconds", "seconds").err())
        .contains("line 2: the seconds are \"long\"");
    assertThat(compare(file, "--start", "seconds", "--callee", "callee", "--seconds", "2").err())
        .contains("line 2: the start is \"long\"");
    assertThat(compare(file, "--start", "9", "--callee", "callee", "--seconds", "3").err())
        .contains("line 2 has 3 columns only");
    assertThat(
            compare(data.resolve("none"), "--start", "1", "--callee", "2", "--seconds", "3").err())
        .contains("cannot be read");
  }

  @Test
  void anExportThatTheServerRefusesIsItsOwnWords() throws IOException {
    server.on(EXPORT, 400, "{\"detail\":\"an export needs since and until\"}");

    CommandRun run =
        compare(
            file("1772362800,4021222,61.5\n"),
            "--no-heading",
            "--start",
            "1",
            "--callee",
            "2",
            "--seconds",
            "3");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("an export needs since and until");
  }
}
