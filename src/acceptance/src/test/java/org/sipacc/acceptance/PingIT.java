package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.IncomingRequest;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Parties that are asked by OPTIONS whether the call is up. */
@RunningServer("acceptance")
class PingIT {
  private static final Duration PING = Duration.ofSeconds(5);

  /** Timer F: how long a request without an answer is waited for. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(40);

  @Test
  @DisplayName("parties that answer a ping go on, and the numbers of their own requests fit")
  void answered(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "ping").rings().answered();
    for (Leg leg : List.of(talk.call(), talk.incoming())) {
      leg.phone().patient(PING);
      expectPing(leg).reply(200);
    }
    Sent info = talk.call().request("INFO");
    IncomingRequest received = talk.incoming().expectRequest("INFO");
    received.reply(200);
    info.expect(200);
    assertThat(cseq(received)).isGreaterThan(1);
    for (Leg leg : List.of(talk.call(), talk.incoming())) {
      IncomingRequest ping = expectPing(leg);
      ping.reply(leg == talk.incoming() ? 500 : 200);
      assertThat(cseq(ping)).isLessThanOrEqualTo(cseq(received));
    }
    Sent reInvite = talk.call().reInvite();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
    talk.calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLEE");
  }

  @Test
  @DisplayName("a party that answers a ping by 481 ends the call: both are sent BYE")
  void denied(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "ping").rings().answered();
    talk.call().phone().patient(PING);
    talk.incoming().phone().patient(PING);
    expectPing(talk.call()).reply(200);
    expectPing(talk.incoming()).reply(481);

    assertEndedByPing(server, talk.endedByServer());
  }

  @Test
  @Tag("long")
  @DisplayName("a party that says nothing to a ping ends the call: both are sent BYE")
  void silent(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "ping").rings().answered();
    talk.call().phone().patient(NO_ANSWER);
    talk.incoming().phone().patient(NO_ANSWER);

    assertEndedByPing(server, talk.endedByServer());
  }

  private static void assertEndedByPing(SipaccServer server, Conversation talk) {
    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("cause")).isEqualTo("Ping Timeout");
    assertThat(records.summary().text("evidence")).isEqualTo("ping");
    assertThat(records.summary().text("ended_by")).isEqualTo("PROXY");
  }

  private static IncomingRequest expectPing(Leg leg) {
    return leg.expectRequest("OPTIONS");
  }

  private static long cseq(IncomingRequest request) {
    return Long.parseLong(request.message().header("CSeq").orElseThrow().split(" ")[0]);
  }
}
