package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * A server that is killed at random moments while calls ring, talk and end. {@code
 * -Dsipacc.kills=30} kills it more often.
 */
@Isolated("the server is started several times: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class KilledServerIT {
  private static final int KILLS = Integer.getInteger("sipacc.kills", 3);
  private static final int CALLERS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TOLERANCE_MILLIS = 250;

  /**
   * T2 of RFC 3261 and a little more: a BYE that was sent while the server was away comes again
   * while it is up, however long a restart takes on this machine.
   */
  private static final int LONGEST_REPETITION_MILLIS = 4_500;

  private volatile boolean over;

  /**
   * A call as its parties saw it; of an end that the server may have missed, the first and the last
   * moment it can have seen it.
   */
  private record Finished(
      String callId, long shortestMillis, long longestMillis, boolean byCaller) {}

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @DisplayName("kills at random moments lose no call, repeat none, and leave the durations right")
  void kills(SipFlow flow) throws Exception {
    long seed = Long.getLong("sipacc.seed", System.nanoTime());
    Random random = new Random(seed);
    Settings settings = Settings.of("killed", Repository.testResource("restart"));
    SipaccServer server = SipaccServer.start(settings);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<List<Finished>>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random own = new Random(random.nextLong());
        SipaccServer first = server;
        running.add(callers.submit(() -> calls(flow, first, own)));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        pause(LONGEST_REPETITION_MILLIS + random.nextInt(3_000));
        server.kill();
        server = SipaccServer.restart(settings);
      }
      over = true;
      List<Finished> calls = new ArrayList<>();
      for (Future<List<Finished>> caller : running) {
        calls.addAll(caller.get());
      }
      assertThat(calls).hasSizeGreaterThan(CALLERS);
      assertRecorded(flow, server, calls, seed);
    } finally {
      callers.shutdownNow();
      server.close();
    }
  }

  /** One call after the other, until the last kill is over. */
  private List<Finished> calls(SipFlow flow, SipaccServer server, Random random) {
    Phone alice = flow.udp("alice").retransmitting().patient(PATIENCE);
    Phone bob = flow.udp("bob").retransmitting().patient(PATIENCE);
    List<Finished> calls = new ArrayList<>();
    while (!over) {
      calls.add(call(alice, bob, server, random));
    }
    return calls;
  }

  private static Finished call(Phone alice, Phone bob, SipaccServer server, Random random) {
    Call call = alice.invite(server.sip(), "sip:f02@" + bob.address());
    IncomingCall incoming = bob.expectInvite(call.callId());
    pause(random.nextInt(300));
    incoming.reply(180);
    pause(random.nextInt(1_500));
    Instant answerSent = Instant.now();
    incoming.reply(200);
    assertThat(call.expectFinal().status()).as(call.callId()).isEqualTo(200);
    Instant answerReceived = Instant.now();
    call.ack();
    incoming.expectAck();
    pause(random.nextInt(2_500));
    boolean byCaller = random.nextBoolean();
    Leg ending = byCaller ? call : incoming;
    Leg other = byCaller ? incoming : call;
    Instant byeSent = Instant.now();
    Sent bye = ending.bye();
    other.expectBye().reply(200);
    assertThat(bye.expectFinal().status()).as(call.callId()).isEqualTo(200);
    return new Finished(
        call.callId(),
        Duration.between(answerReceived, byeSent).toMillis(),
        Duration.between(answerSent, Instant.now()).toMillis(),
        byCaller);
  }

  private static void assertRecorded(
      SipFlow flow, SipaccServer server, List<Finished> calls, long seed) {
    String start = calls.get(0).callId().replaceAll("-[0-9]+@.*", "-");
    List<String> callIds = calls.stream().map(Finished::callId).toList();
    awaitSummaries(flow, server, calls, start);
    server.settle();
    List<String> stored = callIds(server, "acc", start);
    assertThat(stored)
        .as("neither lost nor twice, with -Dsipacc.seed=" + seed)
        .containsExactlyInAnyOrderElementsOf(callIds);
    for (Finished call : calls) {
      Row row = server.records().ofCall("acc", call.callId()).get(0);
      assertThat(row.number("ms_duration"))
          .as("duration of %s, with -Dsipacc.seed=%d", call.callId(), seed)
          .isBetween(
              call.shortestMillis() - TOLERANCE_MILLIS, call.longestMillis() + TOLERANCE_MILLIS);
      Row summary = server.summaryOf(call.callId());
      assertThat(summary.text("ended_by"))
          .as(call.callId())
          .isEqualTo(call.byCaller() ? "CALLER" : "CALLEE");
    }
    System.Logger log = System.getLogger(KilledServerIT.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "{0} kills, {1} calls, {2} CDRs",
        KILLS,
        calls.size(),
        stored.size());
  }

  private static void awaitSummaries(
      SipFlow flow, SipaccServer server, List<Finished> calls, String start) {
    Set<String> missing = new HashSet<>();
    calls.forEach(call -> missing.add(call.callId()));
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                missing.removeAll(callIds(server, "calls", start));
                return missing.isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      throw flow.failure("no summary of " + missing, missing.iterator().next());
    }
  }

  private static List<String> callIds(SipaccServer server, String table, String start) {
    return server.records().ofCallsLike(table, start).stream()
        .map(row -> row.text("callid"))
        .toList();
  }

  /** As people ring and talk. */
  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
