package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.acceptance.server.SteppedClock;

/** Rows that become older than they are to be kept. */
@ExtendWith(SipFlowExtension.class)
class OldRowsIT {
  private static final Duration UPKEEP = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  @Test
  @DisplayName(
      "rows older than they are kept are in files that export verify finds whole, and no more in"
          + " the database, which misses nothing")
  void oldRows(SipFlow flow) throws IOException {
    Path files = directory.resolve("days");
    SteppedClock clock = new SteppedClock(directory);
    Map<String, String> environment = new HashMap<>(clock.environment());
    environment.put("SIPACC_SIPACC_EXPORT_DIRECTORY", files.toString());
    environment.put("SIPACC_SIPACC_CALLS_DAYS", "30");
    environment.put("SIPACC_SIPACC_RECORDS_DAYS", "30");
    environment.put("SIPACC_SIPACC_ROLLUP_INTERVAL", "1");
    Settings settings =
        Settings.of("old-rows", Repository.testResource("clock")).withEnvironment(environment);
    SipaccServer server = SipaccServer.start(settings);
    try {
      Conversation old =
          Conversation.invited(flow, server, "old").rings().answered().talks().callerHangsUp();
      CallRecords records = server.recordsOf(old.callId());
      assertThat(records.acc()).hasSize(1);
      long millis = records.acc().get(0).number("ms_duration");
      server.close();
      clock.step(Duration.ofDays(40));
      server = SipaccServer.restart(settings);
      SipaccServer later = server;
      Conversation young =
          Conversation.invited(flow, server, "young").rings().answered().callerHangsUp();
      server.recordsOf(young.callId());

      await()
          .atMost(UPKEEP)
          .until(
              () ->
                  later.records().ofCall("acc", old.callId()).isEmpty()
                      && later.records().ofCall("calls", old.callId()).isEmpty());

      assertThat(server.records().ofCall("acc", young.callId())).hasSize(1);
      Command verify = verify(files);
      assertThat(verify.exit()).as(verify.errors() + verify.output()).isZero();
      assertThat(verify.output())
          .filteredOn(line -> line.contains("as its manifest says"))
          .anyMatch(line -> line.contains("/acc-"))
          .anyMatch(line -> line.contains("/calls-"));
      assertThat(Files.readString(manifestOf(files, "acc-")))
          .contains("\"rows\":1,\"total_ms\":" + millis + ",");
      assertThat(ApiClient.administrator(later).get("day-files").body())
          .contains("\"total\":3,")
          .containsPattern("\"table\":\"acc\",[^}]*\"rows\":1,\"total_ms\":" + millis + ",");
      Command reconcile = server.command("reconcile", "--since", "2000-01-01T00:00:00Z");
      assertThat(reconcile.exit()).as(reconcile.output().toString()).isZero();

      Files.write(dataOf(files, "calls-"), new byte[] {0});
      Command spoilt = verify(files);
      assertThat(spoilt.exit()).isEqualTo(1);
      assertThat(spoilt.output()).anyMatch(line -> line.contains("cannot be read"));
    } finally {
      server.close();
    }
  }

  private static Command verify(Path files) {
    return Command.run(
        List.of(Repository.file("bin/sipacc").toString(), "export", "verify", files.toString()));
  }

  private static Path manifestOf(Path files, String name) throws IOException {
    return only(files, name, ".manifest.json");
  }

  private static Path dataOf(Path files, String name) throws IOException {
    return only(files, name, ".jsonl.gz");
  }

  private static Path only(Path files, String start, String end) throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      List<Path> found =
          all.filter(
                  file ->
                      file.getFileName().toString().startsWith(start)
                          && file.toString().endsWith(end))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
