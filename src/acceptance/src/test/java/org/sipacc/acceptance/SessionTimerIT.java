package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Calls whose parties agreed on a session timer (RFC 4028). */
@RunningServer("acceptance")
class SessionTimerIT {
  private static final String TWO_SECONDS = "Session-Expires: 2;refresher=uac";
  private static final Duration HALF_WAY = Duration.ofMillis(1_200);
  private static final Duration PAST_THE_FIRST_END = Duration.ofMillis(2_600);

  @Test
  @DisplayName("a call that nobody refreshes ends when its session timer does, and nothing is sent")
  void lapsed(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server);

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1");
    assertThat(records.acc().get(0).number("ms_duration")).isCloseTo(2_000, within(100L));
    assertThat(records.summary().text("cause")).isEqualTo("Session Expired");
    assertThat(records.summary().text("evidence")).isEqualTo("session timer");
    assertThat(records.summary().text("ended_by")).isEqualTo("UNKNOWN");
    for (Leg leg : new Leg[] {talk.call(), talk.incoming()}) {
      leg.phone().expectSilence(Duration.ofMillis(100));
    }
  }

  @Test
  @DisplayName("a call that is refreshed by UPDATE and re-INVITE ends by its BYE")
  void refreshed(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server);
    talk.call().talkUntil(HALF_WAY);
    Sent update = talk.call().request("UPDATE");
    talk.incoming().expectRequest("UPDATE").reply(200, "OK", TWO_SECONDS);
    update.expect(200);
    talk.call().talkUntil(PAST_THE_FIRST_END);
    reInvite(talk, TWO_SECONDS);
    talk.callerHangsUp();

    assertOneCdr(server, talk);
  }

  @Test
  @DisplayName("a refresh without Session-Expires ends the timer, and not the call")
  void switchedOff(SipFlow flow, SipaccServer server) {
    Conversation talk = answered(flow, server);
    reInvite(talk);
    talk.call().talkUntil(PAST_THE_FIRST_END);
    talk.calleeHangsUp();

    assertOneCdr(server, talk);
  }

  private static Conversation answered(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "timed").rings();
    talk.incoming().reply(200, "OK", TWO_SECONDS);
    talk.call().expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
    return talk;
  }

  private static void reInvite(Conversation talk, String... headers) {
    Sent reInvite = talk.call().reInvite();
    talk.incoming().expectRequest("INVITE").reply(200, "OK", headers);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
  }

  private static void assertOneCdr(SipaccServer server, Conversation talk) {
    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(records.summary().text("evidence")).isEqualTo("bye");
  }
}
