package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.browser.Browser;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** The same application on Open Liberty, so that nothing of one container creeps into it. */
@Isolated("a server is started: the scenarios with a stopwatch need the processors")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SipFlowExtension.class)
class LibertyIT {
  private static final Duration FR_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(40);

  private SipaccServer server;

  @BeforeAll
  void start() {
    server =
        SipaccServer.start(
            Settings.of("liberty", Repository.testResource("acceptance")),
            List.of("--container", "liberty"));
  }

  @AfterAll
  void stopsInGoodOrderAndLoggedNoError() {
    server.close();
    assertThat(server.process().errorLines()).noneMatch(line -> line.startsWith("[ERROR"));
    assertThat(server.process().awaitEnd(STOP)).as("exit status").isZero();
  }

  @Test
  @DisplayName("on Liberty a call gives one CDR and its summary")
  void cdr(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow, server, "e01").rings().answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("outcome")).isEqualTo("ANSWERED");
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLER");
    assertThat(records.summary().instant("ringing")).isPresent();
  }

  @Test
  @DisplayName("on Liberty a caller over TCP reaches a callee over UDP, who hangs up")
  void fromTcpToUdp(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow.tcp("alice"), flow.udp("bob"), server, "e05")
            .rings()
            .answered()
            .talks()
            .calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }

  @Test
  @DisplayName("on Liberty a refused call gives a row in missed_calls")
  void missed(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "e31").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1");
  }

  @Test
  @DisplayName("on Liberty a target that stays silent fails after fr_timeout, and the next answers")
  void silentTarget(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                server.sip(),
                "sip:c07@" + bob.address(),
                "X-Target-1: bob@" + bob.address(),
                "X-Target-2: carol@" + carol.address());
    bob.expectInvite();

    IncomingCall second = carol.patient(FR_TIMEOUT.plusSeconds(5)).expectInvite().tagged("tt2");
    new Conversation(call, second).answered().talks().callerHangsUp();

    CallRecords records = server.recordsOf(call.callId());
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 408, "Request Timeout");
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(call, "tt2", call);
  }

  @Test
  @DisplayName("on Liberty the console comes up in a browser and asks who one is")
  void console() {
    try (Browser browser = new Browser(server.console()).open("")) {
      browser.expect("Log in").logIn("admin", "a guess").expect("wrong");
    }
  }

  @Test
  @DisplayName("on Liberty the command line lists calls and says that it cannot end them")
  void commandLine(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "e01").rings().answered();

    Command calls = server.command("calls", "show", talk.callId());
    Command end = server.command("end", talk.callId());
    Command policy = server.command("policy", "history");
    Command backends = server.command("backends");
    Command reconcile = server.command("reconcile");
    talk.callerHangsUp();

    assertThat(calls.exit()).as(calls.errors()).isZero();
    assertThat(calls.output()).anyMatch(line -> line.contains(talk.callId()));
    assertThat(end.exit()).isNotZero();
    assertThat(end.errors()).contains("this container cannot send BYE");
    assertThat(List.of(policy.exit(), backends.exit(), reconcile.exit())).containsOnly(0);
    assertThat(server.recordsOf(talk.callId()).acc()).hasSize(1);
  }
}
