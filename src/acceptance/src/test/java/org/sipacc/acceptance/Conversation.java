package org.sipacc.acceptance;

import java.time.Duration;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.IncomingRequest;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.SipaccServer;

/** A call through the server as both of its ends see it, and the usual ways it goes on. */
record Conversation(Call call, IncomingCall incoming) {
  /** Long enough for a duration that is not a whole second, short enough for a test. */
  static final Duration TALK = Duration.ofMillis(1_200);

  /**
   * Calls a new phone of a new phone over UDP; the callee has the INVITE.
   *
   * @param user the user part of the Request-URI, which chooses the policy's rule
   */
  static Conversation invited(SipFlow flow, SipaccServer server, String user) {
    return invited(flow.udp("alice"), flow.udp("bob"), server, user);
  }

  static Conversation invited(Phone alice, Phone bob, SipaccServer server, String user) {
    Call call = alice.invite(server.sip(), "sip:" + user + "@" + bob.address());
    return new Conversation(call, bob.expectInvite());
  }

  Conversation rings() {
    incoming.reply(180);
    call.expect(180);
    return this;
  }

  /** The callee answers 200 and the caller's ACK reaches it. */
  Conversation answered() {
    incoming.reply(200);
    call.expect(200);
    call.ack();
    incoming.expectAck();
    return this;
  }

  Conversation talks() {
    call.talkUntil(TALK);
    return this;
  }

  /** The caller's BYE is answered 200. */
  Conversation callerHangsUp() {
    Sent bye = call.bye();
    incoming.expectBye().reply(200);
    bye.expect(200);
    return this;
  }

  /** The callee's BYE is answered 200. */
  Conversation calleeHangsUp() {
    Sent bye = incoming.bye();
    call.expectBye().reply(200);
    bye.expect(200);
    return this;
  }

  /** This server sends both a BYE, and they answer it 200. */
  Conversation endedByServer() {
    call.expectBye().reply(200);
    incoming.expectBye().reply(200);
    return this;
  }

  /** Both send BYE before they see the other's, and answer it 200. */
  Conversation bothHangUp() {
    Sent callersBye = call.bye();
    Sent calleesBye = incoming.bye();
    incoming.expectBye().reply(200);
    call.expectBye().reply(200);
    callersBye.expect(200);
    calleesBye.expect(200);
    return this;
  }

  /** The callee's negative reply reaches the caller. */
  Conversation refused(int status, String phrase, String... headers) {
    incoming.reply(status, phrase, headers);
    call.expect(status);
    incoming.expectAck();
    return this;
  }

  /** The caller CANCELs, the callee ends the INVITE with 487. */
  Conversation cancelled() {
    Sent cancel = call.cancel();
    IncomingRequest received = incoming.expectCancel();
    received.reply(200);
    cancel.expect(200);
    return refused(487, "Request Terminated");
  }

  String callId() {
    return call.callId();
  }
}
