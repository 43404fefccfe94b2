package org.sipacc.cli.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;

class ReachingTheServerTest {
  @TempDir private Path data;

  @Test
  void aDataDirectoryWithoutARunningServerIsStatusThree() {
    CommandRun run = sipacc("calls", "--data", data.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no server runs on", data.toString(), "bin/run", "--data");
  }

  @Test
  void aServerThatDiedIsStatusThree() throws IOException {
    ManagementServer.start(data).close();

    CommandRun run = sipacc("calls", "--data", data.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("is it running?", data.toString());
  }

  @Test
  void aServerOfAnotherDataDirectoryIsARefusal() throws IOException {
    try (ManagementServer server = ManagementServer.start(data)) {
      Files.writeString(data.resolve("management.secret"), "another");

      CommandRun run = server.run("calls");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("does not know the secret of " + data);
    }
  }

  @Test
  void theUrlMayBeGivenInsteadOfFound() throws IOException {
    try (ManagementServer server = ManagementServer.start(data)) {
      Files.delete(data.resolve("management.properties"));
      server.on("GET /api/live-calls", 200, "{\"calls\":[]}");

      assertThat(server.run("calls", "--url", server.url()).status()).isZero();
    }
  }

  @Test
  void theSecretLeavesThisMachineOnNoAccount() throws IOException {
    try (ManagementServer server = ManagementServer.start(data)) {
      CommandRun option = server.run("calls", "--url", "http://192.0.2.1:8080/");
      assertThat(option.status()).isEqualTo(2);
      assertThat(option.err()).contains("a URL of this machine is needed");

      Files.writeString(data.resolve("management.properties"), "url=http://192.0.2.1/\n");
      assertThat(server.run("calls").status()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoSipaccServerIsSaidToBeNone() throws IOException {
    try (ManagementServer server = ManagementServer.start(data)) {
      CommandRun run = server.run("calls");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("(status 599) does not speak as a sipacc server does");
    }
  }
}
