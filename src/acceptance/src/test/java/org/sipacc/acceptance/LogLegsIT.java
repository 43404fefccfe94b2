package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.LoggedServer;

/** Legs, facility and level of the lines that a real syslog server got over TCP. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one of them stops the syslog server
class LogLegsIT {
  private static LoggedServer both;

  @BeforeAll
  static void start() {
    both = LoggedServer.start("log-legs", "tcp");
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  @DisplayName("L01 the missed line has the leg of its time, the CDR's line both legs")
  void l01(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                both.server().sip(),
                "sip:l01@" + bob.address(),
                "X-Target-1: bob@" + bob.address(),
                "X-Target-2: carol@" + carol.address());
    bob.expectInvite();
    IncomingCall second = carol.expectInvite().tagged("tt2");
    Conversation talk = new Conversation(call, second).answered().talks().callerHangsUp();

    List<String> lines = both.linesOf(call.callId());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("local3.warning sipacc WARNING:ACC: call missed: timestamp=")
        .endsWith(";code=408;reason=Request Timeout;caller=Alice;callee=Bob");
    LogLines.assertThatIsCdrOf(
        lines.get(1),
        "local3.warning",
        "WARNING",
        talk,
        "tt2",
        ";caller=Alice;callee=Bob;caller=Bob;callee=Charlie");
  }

  @Test
  @DisplayName("O01 log_facility and log_level are those of the line")
  void o01(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow, both.server(), "o01").rings().answered().callerHangsUp();

    assertThat(both.linesOf(talk.callId()))
        .singleElement()
        .asString()
        .startsWith("local3.warning sipacc WARNING:ACC: call ended: ");
  }

  @Test
  @DisplayName("while the syslog server is down calls go on, and their lines come afterwards")
  void down(SipFlow flow) {
    LogLines.assertThatAnOutageLosesNothing(both, flow);
  }
}
