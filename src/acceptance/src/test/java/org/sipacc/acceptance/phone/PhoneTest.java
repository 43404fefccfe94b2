package org.sipacc.acceptance.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Phones that call each other without anything between them. */
@ExtendWith(SipFlowExtension.class)
class PhoneTest {
  private static final Duration MOMENT = Duration.ofMillis(150);

  private record Pair(Call call, IncomingCall incoming) {}

  private static Pair ringing(Phone alice, Phone bob) {
    Call call = alice.invite(bob.socketAddress(), "sip:bob@" + bob.address());
    IncomingCall incoming = bob.expectInvite();
    incoming.reply(180);
    call.expect(180);
    return new Pair(call, incoming);
  }

  private static Pair answered(Phone alice, Phone bob) {
    Pair pair = ringing(alice, bob);
    pair.incoming.reply(200);
    pair.call.expect(200);
    pair.call.ack();
    pair.incoming.expectAck();
    return pair;
  }

  @Test
  void aCallOverUdpIsAnsweredAndEndedByTheCaller(SipFlow flow) {
    Pair pair = answered(flow.udp("alice"), flow.udp("bob"));

    Sent bye = pair.call.bye();
    pair.incoming.expectBye().reply(200);

    assertThat(bye.expect(200).cseq()).isEqualTo("2 BYE");
  }

  @Test
  void aCallOverTcpIsAnsweredAndEndedByTheCallee(SipFlow flow) {
    Pair pair = answered(flow.tcp("alice"), flow.tcp("bob"));

    Sent bye = pair.incoming.bye();
    pair.call.expectBye().reply(200);

    assertThat(bye.expect(200).fromTag()).isEqualTo("tt1");
  }

  @Test
  void bothStopwatchesShowTheTalk(SipFlow flow) {
    Pair pair = answered(flow.udp("alice"), flow.udp("bob"));

    pair.call.talkUntil(Duration.ofMillis(300));
    Sent bye = pair.call.bye();
    pair.incoming.expectBye().reply(200);
    bye.expect(200);

    assertThat(pair.call.talked()).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
    assertThat(pair.incoming.talked()).isCloseTo(pair.call.talked(), MOMENT);
  }

  @Test
  void aNegativeReplyIsAcknowledgedInTheInvitesTransaction(SipFlow flow) {
    Pair pair = ringing(flow.udp("alice"), flow.udp("bob"));

    pair.incoming.reply(486);
    pair.call.expect(486);

    assertThat(pair.incoming.expectAck().message().branch()).isEqualTo(pair.call.invite().branch());
  }

  @Test
  void aPhoneThatDoesNotAcknowledgeLeavesTheNegativeReplyAlone(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Pair pair = ringing(flow.udp("alice").notAcknowledging(), bob);

    pair.incoming.reply(486);
    pair.call.expect(486);

    bob.expectSilence(MOMENT);
  }

  @Test
  void aCancelledInviteEndsWith487(SipFlow flow) {
    Pair pair = ringing(flow.udp("alice"), flow.udp("bob"));

    Sent cancel = pair.call.cancel();
    pair.incoming.expectCancel().reply(200);
    cancel.expect(200);
    pair.incoming.reply(487);

    assertThat(pair.call.expect(487).phrase()).isEqualTo("Request Terminated");
    pair.incoming.expectAck();
  }

  @Test
  void retransmissionsAreCountedAndTheLastAnswerIsRepeated(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Pair pair = answered(flow.udp("alice"), bob);

    Sent bye = pair.call.bye();
    IncomingRequest received = pair.incoming.expectBye();
    received.reply(200);
    bye.expect(200);
    bye.again(2);

    assertThat(received.expectCopies(3).copies()).isEqualTo(3);
    bob.expectSilence(MOMENT);
  }

  @Test
  void theAckIsRepeatedWhenTheAnswerComesAgain(SipFlow flow) {
    Pair pair = ringing(flow.udp("alice"), flow.udp("bob"));

    IncomingRequest.Answer answer = pair.incoming.reply(200);
    pair.call.expect(200);
    pair.call.ack();
    IncomingRequest ack = pair.incoming.expectAck();
    answer.again(2);

    ack.expectCopies(3);
  }

  @Test
  void aPhoneToldToRetransmitRepeatsUntilItIsAnswered(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call =
        flow.udp("alice").retransmitting().invite(bob.socketAddress(), "sip:x@" + bob.address());

    IncomingCall incoming = bob.expectInvite();
    incoming.invite().expectCopies(2);
    incoming.reply(180);
    call.expect(180);

    assertThat(incoming.invite().copies()).isEqualTo(2);
  }

  @Test
  void inDialogRequestsOfBothSidesFollowTheRecordedRoute(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone proxy = flow.udp("proxy");
    Phone bob = flow.udp("bob");
    String route = "<sip:" + proxy.address() + ";lr>";
    Call call =
        alice.invite(bob.socketAddress(), "sip:b@" + bob.address(), "Record-Route: " + route);
    IncomingCall incoming = bob.expectInvite();
    incoming.reply(200);
    call.expect(200);

    call.ack();
    incoming.bye();

    SipMessage ack = proxy.expect("ACK", "", m -> m.isRequest("ACK")).message();
    SipMessage bye = proxy.expect("BYE", "", m -> m.isRequest("BYE")).message();
    assertThat(ack.header("Route")).contains(route);
    assertThat(ack.requestUri()).isEqualTo("sip:bob@" + bob.address());
    assertThat(bye.header("Route")).contains(route);
    assertThat(bye.requestUri()).isEqualTo("sip:alice@" + alice.address());
  }

  @Test
  void eachAnswerOfAForkOpensADialogOfItsOwn(SipFlow flow) {
    Pair pair = answered(flow.udp("alice"), flow.udp("bob"));
    IncomingCall second = pair.incoming.tagged("tt2");

    second.reply(200);
    Call fork = pair.call.fork(pair.call.expect(200));
    fork.ack();
    fork.bye();

    second.expectAck();
    second.expectBye();
  }

  @Test
  void aReInviteKeepsTheDialog(SipFlow flow) {
    Pair pair = answered(flow.udp("alice"), flow.udp("bob"));

    Sent reInvite = pair.call.reInvite();
    pair.incoming.expectRequest("INVITE").reply(200);
    reInvite.expect(200);
    pair.call.ack();

    assertThat(pair.incoming.expectAck().message().cseq()).isEqualTo("2 ACK");
  }

  @Test
  void crossingByesReachBothSides(SipFlow flow) {
    Pair pair = answered(flow.udp("alice"), flow.udp("bob"));

    Sent callers = pair.call.bye();
    Sent callees = pair.incoming.bye();
    pair.incoming.expectBye().reply(200);
    pair.call.expectBye().reply(481);

    callers.expect(200);
    callees.expect(481);
  }

  @Test
  void aRequestCanBeSpoiltBeforeItIsSent(SipFlow flow) {
    Phone bob = flow.udp("bob");

    flow.udp("alice")
        .draft("MESSAGE", bob.socketAddress(), "sip:b@" + bob.address())
        .callId("mine@a")
        .body("text/plain", "hello")
        .mangled(text -> text.replace("Max-Forwards: 70", "Max-Forwards: many"))
        .send();

    SipMessage received = bob.expectInitial("MESSAGE").message();
    assertThat(received.header("Max-Forwards")).contains("many");
    assertThat(received.callId()).isEqualTo("mine@a");
    assertThat(received.body()).isEqualTo("hello");
  }

  @Test
  void aReplyOutsideOfADialogHasTheDefaultTag(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Sent options =
        flow.udp("alice").draft("OPTIONS", bob.socketAddress(), "sip:b@" + bob.address()).send();

    bob.expectInitial("OPTIONS").reply(200);

    SipMessage reply = options.expect(200);
    assertThat(reply.toTag()).isEqualTo(IncomingRequest.DEFAULT_TAG);
    assertThat(reply.phrase()).isEqualTo("OK");
  }

  @Test
  void aFailedExpectationShowsTheFlowSoFar(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    Pair pair = ringing(alice, bob);
    pair.incoming.reply(486);

    assertThatThrownBy(() -> pair.call.expect(200))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("alice expected 200 but got SIP/2.0 486 Busy Here")
        .hasMessageContaining("|-------- INVITE -------->|")
        .hasMessageContaining("|<- 180 Ringing INVITE ---|");
    assertThatThrownBy(() -> bob.patient(MOMENT).expectInvite())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("bob expected INVITE within PT0.15S");
  }
}
