package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.server.RadiusRequest;

/**
 * A server behind one of the backends is gone in the midst of calls: every other backend has its
 * records at once, no call fails, and afterwards the records are at that one too.
 */
@Tag("faults")
@Isolated("set-up times are measured, and servers are killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortBackendFaultsIT {
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration GONE = Duration.ofSeconds(7);
  private static final Duration AFTER = Duration.ofSeconds(3);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** How long before its server's death a line may have been sent that nobody wrote. */
  private static final Duration UNREAD = Duration.ofSeconds(1);

  private BackendServers servers;

  @BeforeAll
  void start(@TempDir Path directory) {
    servers = BackendServers.start(directory);
  }

  @AfterAll
  void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  @DisplayName("a RADIUS server that is silent under load holds up nobody and misses nothing")
  void radiusIsSilent() {
    try (FaultRun run = run("RADIUS server silent")) {
      run.during(
          BEFORE, () -> gone(run, servers.radius(), servers.radius::pause, servers.radius::resume));

      Map<String, FaultResult> results = results(run);
      FaultResult radius = results.remove(servers.radius().name());

      results.values().forEach(FaultRun::assertUnaffected);
      assertThat(radius.missing()).isEmpty();
      radius.twice().forEach(this::assertThatRequestsRepeatOne);
    }
  }

  @Test
  @DisplayName("a RabbitMQ that is killed under load holds up nobody and misses nothing")
  void brokerIsKilled() {
    try (FaultRun run = run("RabbitMQ killed -9, restarted")) {
      run.during(
          BEFORE, () -> gone(run, servers.broker(), servers.broker::kill, servers.broker::start));

      Map<String, FaultResult> results = results(run);
      FaultResult broker = results.remove(servers.broker().name());

      results.values().forEach(FaultRun::assertUnaffected);
      assertThat(broker.missing()).isEmpty();
    }
  }

  @Test
  @DisplayName("a syslog server that is killed under load misses only what it had not written")
  void syslogIsKilled() {
    try (FaultRun run = run("rsyslog killed -9, restarted")) {
      long[] death = new long[1];
      run.during(
          BEFORE,
          () ->
              gone(
                  run,
                  servers.syslog(),
                  () -> {
                    servers.syslog.kill();
                    death[0] = System.nanoTime();
                  },
                  servers.syslog::restart));

      Map<String, FaultResult> results = results(run);
      FaultResult syslog = results.remove(servers.syslog().name());

      results.values().forEach(FaultRun::assertUnaffected);
      Set<String> missing = new HashSet<>(syslog.missing());
      missing.removeAll(run.endedBetween(death[0] - UNREAD.toNanos(), death[0] + UNREAD.toNanos()));
      assertThat(missing).as("lines of calls that ended long before or after the kill").isEmpty();
      syslog.twice().forEach(this::assertThatLinesAreTheSame);
    }
  }

  /** Breaks one, looks whether the others have everything while it is gone, and mends it. */
  private void gone(FaultRun run, Destination broken, Runnable breaking, Runnable mending) {
    breaking.run();
    try {
      FaultRun.pass(GONE);
      for (Destination other : servers.destinations()) {
        if (!other.name().equals(broken.name())) {
          run.awaitRecords(other, AT_ONCE);
        }
      }
    } finally {
      mending.run();
    }
  }

  private static Map<String, FaultResult> results(FaultRun run) {
    List<FaultResult> results = run.results(AFTER);
    return results.stream().collect(Collectors.toMap(FaultResult::destination, result -> result));
  }

  /** What was sent when the connection broke is sent again: nobody said that it had come. */
  private void assertThatLinesAreTheSame(String callId) {
    assertThat(Set.copyOf(servers.syslog.lines(";call_id=" + callId + ";"))).hasSize(1);
  }

  /** RADIUS has no means to prevent that a request is sent again; it can be told by these. */
  private void assertThatRequestsRepeatOne(String callId) {
    List<RadiusRequest> requests = servers.radius.requests(callId);
    for (String name : List.of("Acct-Status-Type", "Event-Timestamp", "Sip-Call-MSDuration")) {
      assertThat(requests)
          .extracting(request -> request.only(name))
          .containsOnly(requests.get(0).only(name));
    }
  }

  private FaultRun run(String fault) {
    return new FaultRun(
        fault, servers.destinations(), servers.server(), CallLoad.Shape.shortCalls(30));
  }
}
