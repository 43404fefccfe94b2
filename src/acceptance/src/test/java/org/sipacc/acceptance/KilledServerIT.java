package org.sipacc.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.KilledServerReport.Line;
import org.sipacc.acceptance.WatchedCall.State;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * A server that is killed at random moments while calls ring, talk and end, over UDP, TCP and from
 * one to the other. {@code -Dsipacc.kills=30} kills it more often.
 */
@Isolated("the server is started several times: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class KilledServerIT {
  private static final int KILLS = Integer.getInteger("sipacc.kills", 3);
  private static final int CALLERS_EACH = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * T2 of RFC 3261 and a little more: a BYE that was sent while the server was away comes again
   * while it is up, however long a restart takes on this machine.
   */
  private static final int LONGEST_REPETITION_MILLIS = 4_500;

  private final ConcurrentLinkedQueue<WatchedCall> calls = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  /** The calls that were there when the server was killed, by what they were doing. */
  private record Kill(String name, Map<WatchedCall, State> calls) {}

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @DisplayName("kills at random moments lose no call, repeat none, and leave the durations right")
  void kills(SipFlow flow) throws Exception {
    long seed = Long.getLong("sipacc.seed", System.nanoTime());
    Random random = new Random(seed);
    Settings settings = Settings.of("killed", Repository.testResource("restart"));
    SipaccServer server = SipaccServer.start(settings);
    ExecutorService callers = Executors.newCachedThreadPool();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Transports transports : Transports.values()) {
        for (int i = 0; i < CALLERS_EACH; i++) {
          Random own = new Random(random.nextLong());
          SipaccServer first = server;
          running.add(callers.submit(() -> callUntilOver(flow, transports, first, own)));
        }
      }
      List<Kill> kills = new ArrayList<>();
      for (int kill = 1; kill <= KILLS; kill++) {
        WatchedCall.pause(LONGEST_REPETITION_MILLIS + random.nextInt(3_000));
        server.kill();
        kills.add(new Kill("kill " + kill, unendedCalls()));
        server = SipaccServer.restart(settings);
      }
      over = true;
      for (Future<?> caller : running) {
        caller.get();
      }
      assertRecorded(flow, server, kills, seed);
    } finally {
      over = true;
      callers.shutdownNow();
      server.close();
    }
  }

  private Map<WatchedCall, State> unendedCalls() {
    Map<WatchedCall, State> unended = new HashMap<>();
    for (WatchedCall call : calls) {
      unended.put(call, call.state());
    }
    unended.values().removeIf(state -> state == State.ENDED);
    return unended;
  }

  /** One call after the other, until the last kill is over. */
  private void callUntilOver(
      SipFlow flow, Transports transports, SipaccServer server, Random random) {
    Phone alice = transports.caller(flow).retransmitting().patient(PATIENCE);
    Phone bob = transports.callee(flow).retransmitting().patient(PATIENCE);
    while (!over) {
      WatchedCall call = new WatchedCall(transports, random);
      calls.add(call);
      call.run(alice, bob, server);
    }
  }

  private void assertRecorded(SipFlow flow, SipaccServer server, List<Kill> kills, long seed) {
    String start = calls.element().callId().replaceAll("-[0-9]+@.*", "-");
    awaitSummaries(flow, server, start);
    server.settle();
    Map<String, List<Row>> stored =
        server.records().ofCallsLike("acc", start).stream()
            .collect(groupingBy(row -> row.text("callid")));
    KilledServerReport report = new KilledServerReport(stored);
    for (Kill kill : kills) {
      report.add(kill.name(), kill.calls());
    }
    calls.stream()
        .collect(groupingBy(WatchedCall::transports))
        .forEach((transports, those) -> report.add("calls " + transports, those));
    Line all = report.add("all calls", List.copyOf(calls));
    report.write();

    assertThat(calls).hasSizeGreaterThan(CALLERS_EACH * Transports.values().length);
    assertThat(stored.keySet())
        .as("no other calls than those made, with -Dsipacc.seed=" + seed)
        .hasSize(calls.size());
    assertThat(all.missing()).as("lost, with -Dsipacc.seed=" + seed).isEmpty();
    assertThat(all.twice()).as("stored twice, with -Dsipacc.seed=" + seed).isEmpty();
    assertThat(all.wrong()).as("wrong durations, with -Dsipacc.seed=" + seed).isEmpty();
    for (WatchedCall call : calls) {
      assertThat(server.summaryOf(call.callId()).text("ended_by"))
          .as(call.callId())
          .isEqualTo(call.byCaller() ? "CALLER" : "CALLEE");
    }
  }

  private void awaitSummaries(SipFlow flow, SipaccServer server, String start) {
    Set<String> missing = new HashSet<>();
    calls.forEach(call -> missing.add(call.callId()));
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                server
                    .records()
                    .ofCallsLike("calls", start)
                    .forEach(row -> missing.remove(row.text("callid")));
                return missing.isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      throw flow.failure("no summary of " + missing, missing.iterator().next());
    }
  }
}
