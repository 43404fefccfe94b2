package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.acceptance.server.SteppedClock;

/** A wall clock that is set while calls are on their way (D-21). */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // they share the clock
class ClockStepIT {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path directory;

  private static SteppedClock clock;
  private static Settings settings;
  private static SipaccServer server;

  @BeforeAll
  static void start() {
    clock = new SteppedClock(directory);
    settings =
        Settings.of("clock", Repository.testResource("clock")).withEnvironment(clock.environment());
    server = SipaccServer.start(settings);
  }

  @BeforeEach
  void rightTime() {
    step(Duration.ZERO);
  }

  /** The server's clock goes so far from the right time, and it has noticed. */
  private static void step(Duration away) {
    clock.step(away);
    await().until(() -> isNear(server.wallClock(), Instant.now().plus(away)));
  }

  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofMinutes(1)) < 0;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(
      name = "CK01 a clock step of {0} minutes in the call leaves its durations right")
  @ValueSource(longs = {60, -60})
  void stepWhileUp(long minutes, SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "up").rings().answered();
    step(Duration.ofMinutes(minutes));
    talk.talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("ended_by"))
        .as("its lifetime of two minutes has not ended")
        .isEqualTo("CALLER");
  }

  @ParameterizedTest(
      name = "CK02 a clock step of {0} minutes while it rings leaves its times right")
  @ValueSource(longs = {60, -60})
  void stepWhileRinging(long minutes, SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "ringing").rings();
    step(Duration.ofMinutes(minutes));
    talk.answered().talks().calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.incoming());
  }

  @ParameterizedTest(name = "CK05 a clock step of {0} minutes changes no time-out of an INVITE")
  @ValueSource(longs = {60, -60})
  void stepWhileNobodyAnswers(long minutes, SipFlow flow) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:silent@" + flow.udp("bob").address());
    Instant sent = Instant.now();
    step(Duration.ofMinutes(minutes));
    call.expect(408, Duration.ofSeconds(15));

    assertThat(Duration.between(sent, Instant.now()))
        .as("fr_timeout is 5 s")
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
  }

  @Test
  @DisplayName("CK03 a call after the clock step has the new time")
  void callAfterTheStep(SipFlow flow) {
    step(HOUR);
    Conversation talk =
        Conversation.invited(flow, server, "after").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).hasTimeNear(talk.call().answeredAt().plus(HOUR));
  }

  @Test
  @DisplayName(
      "CK04 a clock set back while the server is down gives no negative duration, and the"
          + " record says that it rests on a restart")
  void stepBackAcrossARestart(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "down").rings().answered();
    server.kill();
    clock.step(HOUR.negated());
    server = SipaccServer.restart(settings);
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    assertThat(records.acc().get(0).number("ms_duration")).isZero();
    assertThat(records.acc().get(0).number("duration")).isZero();
    assertThat(records.summary().text("evidence")).contains("restart");
  }
}
