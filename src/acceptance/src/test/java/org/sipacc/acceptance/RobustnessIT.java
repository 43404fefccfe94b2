package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Draft;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** What must be refused is refused and not relayed, and no other call feels it. */
@RunningServer("acceptance")
class RobustnessIT {
  private static final Duration MOMENT = Duration.ofMillis(500);

  @ParameterizedTest(name = "a {0} with an unknown To-tag is answered 481 and not relayed")
  @MethodSource("inDialogMethods")
  void unknownToTag(String method, SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Sent request =
        flow.udp("alice")
            .draft(method, server.sip(), "sip:e01@" + bob.address())
            .set("To: <sip:e01@" + bob.address() + ">;tag=nobody")
            .send();

    request.expect(481);

    bob.expectSilence(MOMENT);
  }

  static Stream<String> inDialogMethods() {
    return Stream.of("BYE", "INFO", "INVITE", "UPDATE", "MESSAGE");
  }

  @Test
  @DisplayName("an in-dialog request that skips our Route is answered 481 and not relayed")
  void withoutOurRoute(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e01").rings().answered();
    Phone carol = flow.udp("carol");

    Sent info =
        talk.call()
            .phone()
            .draft("INFO", server.sip(), "sip:carol@" + carol.address())
            .set("To: <sip:carol@" + carol.address() + ">;tag=tt1")
            .send();

    info.expect(481);
    carol.expectSilence(MOMENT);
    talk.callerHangsUp();
  }

  @ParameterizedTest(name = "malformed: {0} is answered 400 and other calls go on")
  @MethodSource("malformations")
  void malformed(
      String what, UnaryOperator<String> malformation, SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e01").rings().answered();
    Phone carol = flow.udp("carol");
    Sent malformed =
        flow.udp("mallory")
            .draft("INVITE", server.sip(), "sip:e01@" + carol.address())
            .mangled(malformation)
            .send();

    malformed.expect(400);

    carol.expectSilence(MOMENT);
    talk.callerHangsUp();
    assertThat(server.recordsOf(talk.callId()).acc()).hasSize(1);
  }

  static Stream<Arguments> malformations() {
    return Stream.of(
        malformation("no From", text -> text.replaceFirst("From: [^\r]*\r\n", "")),
        malformation("no To", text -> text.replaceFirst("To: [^\r]*\r\n", "")),
        malformation("no Call-ID", text -> text.replaceFirst("Call-ID: [^\r]*\r\n", "")),
        malformation("no CSeq", text -> text.replaceFirst("CSeq: [^\r]*\r\n", "")),
        malformation("a CSeq that is no number", text -> text.replace("CSeq: 1 ", "CSeq: one ")),
        malformation("a CSeq of another method", text -> text.replace("1 INVITE", "1 BYE")),
        malformation("a Max-Forwards that is no number", text -> text.replace(": 70", ": many")));
  }

  private static Arguments malformation(String what, UnaryOperator<String> change) {
    return Arguments.of(what, change);
  }

  @Test
  @DisplayName("an INVITE that no rule relays is refused and not relayed")
  void inviteThatNoRuleRelays(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:nobody@" + bob.address());

    assertThat(call.expectFinal().status()).isGreaterThanOrEqualTo(400);

    bob.expectSilence(MOMENT);
  }

  @Test
  @DisplayName("a reply of the policy reaches the caller with its phrase and is accounted")
  void replyOfThePolicy(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:barred@" + bob.address());

    assertThat(call.expect(403).phrase()).isEqualTo("Not Today");

    bob.expectSilence(Duration.ZERO);
    CallRecords records = server.recordsOf(call.callId());
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(call, 403, "Not Today", "")
        .hasNoDurations();
  }

  @Test
  @DisplayName("a CANCEL without INVITE is answered 481 and not relayed")
  void cancelWithoutInvite(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Sent cancel =
        flow.udp("alice").draft("CANCEL", server.sip(), "sip:e01@" + bob.address()).send();

    cancel.expect(481);

    bob.expectSilence(MOMENT);
  }

  @Test
  @DisplayName("Max-Forwards 0 is answered 483 and not relayed")
  void noHopsLeft(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Draft draft =
        flow.udp("alice")
            .draft("INVITE", server.sip(), "sip:e01@" + bob.address())
            .set("Max-Forwards: 0");

    draft.invite().expect(483);

    bob.expectSilence(MOMENT);
  }

  @Test
  @DisplayName("a caller over TCP reaches a callee over UDP")
  void fromTcpToUdp(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow.tcp("alice"), flow.udp("bob"), server, "e01")
            .rings()
            .answered()
            .talks()
            .calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }

  @Test
  @DisplayName("a caller over UDP reaches a callee over TCP")
  void fromUdpToTcp(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow.udp("alice"), flow.tcp("bob"), server, "e01")
            .rings()
            .answered()
            .talks()
            .callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
  }

  @Test
  @DisplayName("the server records its route, so that both sides' requests pass it")
  void recordRoute(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "e01").rings();
    IncomingCall incoming = talk.incoming();

    assertThat(incoming.invite().message().values("Record-Route"))
        .hasSize(1)
        .allMatch(route -> route.contains("127.0.0.1:" + server.sip().getPort()))
        .allMatch(route -> route.contains(";lr"));
    assertThat(incoming.invite().message().header("Max-Forwards")).contains("69");
    talk.answered().calleeHangsUp();
  }
}
