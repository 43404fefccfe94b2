package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.FreeRadius;
import org.sipacc.acceptance.server.RadiusAccounting;
import org.sipacc.acceptance.server.RadiusRequest;

/** Accounting as a real RADIUS server got it. */
@ExtendWith(SipFlowExtension.class)
class RadiusIT {
  private static RadiusAccounting both;

  @BeforeAll
  static void start() {
    both = RadiusAccounting.start("radius", "radius", FreeRadius.started());
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  @DisplayName("E04 a call with cdr gives one Stop at its end, and no Start")
  void e04(SipFlow flow) {
    Conversation talk = invited(flow, "e04").rings().answered().talks();
    assertThat(both.requestsOf(talk.callId())).isEmpty();
    talk.callerHangsUp();

    List<RadiusRequest> requests = both.requestsOf(talk.callId());

    assertThat(requests).hasSize(1);
    RadiusRequest stop = requests.get(0);
    assertThat(stop.names())
        .startsWith(
            "Acct-Status-Type",
            "Service-Type",
            "Sip-Response-Code",
            "Sip-Request-Method",
            "Event-Timestamp",
            "Sip-From-Tag",
            "Sip-To-Tag",
            "Acct-Session-Id",
            "Sip-Call-Duration",
            "Sip-Call-Setuptime",
            "Sip-Call-Created",
            "Sip-Call-MSDuration",
            "NAS-Port",
            "Acct-Delay-Time",
            "NAS-IP-Address");
    assertThat(stop.only("Acct-Status-Type")).isEqualTo("Stop");
    assertThat(stop.only("Service-Type")).as("15").isEqualTo("IAPP-Register");
    assertThat(stop.number("Sip-Response-Code")).isEqualTo(200);
    assertThat(stop.only("Sip-Request-Method")).isEqualTo("Invite");
    assertThat(stop.only("Sip-From-Tag")).isEqualTo("ft1");
    assertThat(stop.only("Sip-To-Tag")).isEqualTo("tt1");
    assertThat(stop.only("NAS-IP-Address")).isEqualTo("127.0.0.1");
    assertThat(stop.number("NAS-Port")).isEqualTo(5060);
    assertNear(stop.time("Event-Timestamp"), talk.call().answeredAt());
    Instant created = Instant.ofEpochSecond(stop.number("Sip-Call-Created"));
    assertNear(created, talk.call().invitedAt());
    assertThat(stop.number("Sip-Call-Setuptime"))
        .isEqualTo(Duration.between(created, stop.time("Event-Timestamp")).toSeconds());
    long millis = stop.number("Sip-Call-MSDuration");
    assertThat(millis).isCloseTo(talk.call().talked().toMillis(), within(250L));
    assertThat(stop.number("Sip-Call-Duration")).isEqualTo((millis + 999) / 1000);
  }

  @Test
  @DisplayName(
      "R01 without cdr the INVITE gives a Start and the BYE a Stop, without set-up figures")
  void r01(SipFlow flow) {
    Conversation talk = invited(flow, "r01").rings().answered().talks().callerHangsUp();

    List<RadiusRequest> requests = both.requestsOf(talk.callId());

    assertThat(statuses(requests)).containsExactly("Start 200 Invite", "Stop 200 Bye");
    assertNear(requests.get(0).time("Event-Timestamp"), talk.call().answeredAt());
    assertNear(
        requests.get(1).time("Event-Timestamp"),
        talk.call().answeredAt().plus(talk.call().talked()));
    for (RadiusRequest request : requests) {
      assertThat(request.number("Sip-Call-Setuptime")).isZero();
      assertThat(request.number("Sip-Call-Created")).isZero();
      assertThat(request.all("Sip-Call-Duration")).isEmpty();
      assertThat(request.all("Sip-Call-MSDuration")).isEmpty();
    }
  }

  @Test
  @DisplayName("R02 a refused INVITE with failed is a Failed with its code")
  void r02(SipFlow flow) {
    Conversation talk = invited(flow, "r02").rings().refused(486, "Busy Here");

    assertThat(statuses(both.requestsOf(talk.callId()))).containsExactly("Failed 486 Invite");
  }

  @Test
  @DisplayName("a missed call is a Failed too")
  void missed(SipFlow flow) {
    Conversation talk = invited(flow, "missed").rings().refused(480, "Not now");

    assertThat(statuses(both.requestsOf(talk.callId()))).containsExactly("Failed 480 Invite");
  }

  @Test
  @DisplayName("R04 a MESSAGE that is answered 200 is a Failed, by the acc module's table")
  void r04(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Sent message =
        flow.udp("alice").draft("MESSAGE", both.server().sip(), "sip:r04@" + bob.address()).send();
    bob.expectInitial("MESSAGE").reply(200);
    message.expect(200);

    assertThat(statuses(both.requestsOf(message.request().callId())))
        .containsExactly("Failed 200 Message");
  }

  @Test
  @DisplayName("D06 early media is a Failed with the code 183, the answer a Start")
  void d06(SipFlow flow) {
    Conversation talk = invited(flow, "d06");
    talk.incoming().replyWithBody(183, "Session Progress", "v=0\r\n");
    talk.call().expect(183);
    talk.answered().callerHangsUp();

    assertThat(statuses(both.requestsOf(talk.callId())))
        .containsExactly("Failed 183 Invite", "Start 200 Invite");
  }

  @Test
  @DisplayName("H04 a field without a value is no attribute, one with a value is")
  void h04(SipFlow flow) {
    Conversation without = invited(flow, "h04").rings().answered().callerHangsUp();
    Conversation with = invited(flow, "alice").rings().answered().callerHangsUp();

    assertThat(only(without).all("Sip-Uri-User")).isEmpty();
    assertThat(only(with).only("Sip-Uri-User")).isEqualTo("alice");
  }

  @Test
  @DisplayName("L04 one Stop has all legs, each with its fields in their order")
  void l04(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                both.server().sip(),
                "sip:l04@" + bob.address(),
                "X-Target-1: bob@" + bob.address(),
                "X-Target-2: carol@" + carol.address());
    bob.expectInvite();
    IncomingCall second = carol.expectInvite().tagged("tt2");
    Conversation talk = new Conversation(call, second).answered().talks().callerHangsUp();

    RadiusRequest stop = only(talk);

    assertThat(stop.only("Acct-Status-Type")).isEqualTo("Stop");
    assertThat(
            stop.attributes().stream()
                .filter(a -> a.name().equals("SIP-AVP") || a.name().equals("Sip-Group"))
                .map(RadiusRequest.Attribute::value))
        .containsExactly("Alice", "Bob", "Bob", "Charlie");
  }

  @Test
  @DisplayName("M09 acc_aaa_request makes Failed of an INVITE, Alive of a re-INVITE, Stop of a BYE")
  void m09(SipFlow flow) {
    Conversation talk = invited(flow, "m09").rings().answered();
    Sent reInvite = talk.call().reInvite();
    talk.incoming().expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    talk.call().ack();
    talk.incoming().expectAck();
    talk.callerHangsUp();

    assertThat(statuses(both.requestsOf(talk.callId())))
        .containsExactly("Failed 403 Invite", "Interim-Update 403 Invite", "Stop 403 Bye");
  }

  @Test
  @DisplayName(
      "a value that is no number for an integer loses that record only, and the log says so")
  void letters(SipFlow flow) {
    Conversation bad = invited(flow, "letters").rings().answered().callerHangsUp();
    Conversation good = invited(flow, "e04").rings().answered().callerHangsUp();

    assertThat(both.requestsOf(good.callId())).hasSize(1);
    assertThat(both.requestsOf(bad.callId())).isEmpty();
    assertThat(both.server().recordsOf(bad.callId()).acc()).hasSize(1);
    assertThat(both.server().logLines("aaa refuses", "NAS-Port-Type")).isNotEmpty();
  }

  @Test
  @DisplayName("whatever a caller writes into a header stays in its attribute")
  void hostile(SipFlow flow) {
    String value = "\"; Acct-Status-Type = Start, 'x' <b>=cmd \ud83d\ude42 drop table acc; --";
    Phone bob = flow.udp("bob");
    Call call =
        flow.udp("alice")
            .invite(both.server().sip(), "sip:hostile@" + bob.address(), "X-Hostile: " + value);
    Conversation talk =
        new Conversation(call, bob.expectInvite()).rings().answered().callerHangsUp();

    RadiusRequest stop = only(talk);

    assertThat(stop.only("Acct-Status-Type")).isEqualTo("Stop");
    assertThat(stop.only("Sip-Uri-User").replace("\\\"", "\"")).isEqualTo(value);
  }

  @Test
  @DisplayName("a header that is longer than an attribute is cut")
  void longValue(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call =
        flow.udp("alice")
            .invite(
                both.server().sip(),
                "sip:hostile@" + bob.address(),
                "X-Hostile: " + "x".repeat(700));
    Conversation talk =
        new Conversation(call, bob.expectInvite()).rings().answered().callerHangsUp();

    assertThat(only(talk).only("Sip-Uri-User")).isEqualTo("x".repeat(253));
  }

  private static Conversation invited(SipFlow flow, String user) {
    return Conversation.invited(flow, both.server(), user);
  }

  private static RadiusRequest only(Conversation talk) {
    List<RadiusRequest> requests = both.requestsOf(talk.callId());
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static List<String> statuses(List<RadiusRequest> requests) {
    return requests.stream()
        .map(
            request ->
                String.join(
                    " ",
                    request.only("Acct-Status-Type"),
                    request.only("Sip-Response-Code"),
                    request.only("Sip-Request-Method")))
        .toList();
  }

  private static void assertNear(Instant recorded, Instant seen) {
    assertThat(recorded.getEpochSecond()).isCloseTo(seen.getEpochSecond(), within(1L));
  }
}
