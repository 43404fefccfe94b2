package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.server.SipaccServer;

/**
 * A call that rings, talks and ends at random, as its parties see it. Of an answer and an end that
 * the server may have missed they know the first and the last moment it can have seen them.
 */
final class WatchedCall {
  private static final int LONGEST_BEFORE_RINGING_MILLIS = 300;
  private static final int LONGEST_RINGING_MILLIS = 1_500;
  private static final int LONGEST_TALK_MILLIS = 2_500;
  private static final long TOLERANCE_MILLIS = 250;

  /** What the call is doing, by what its parties have sent and received. */
  enum State {
    RINGING,
    UP,
    /** A BYE was sent and not answered yet. */
    ENDING,
    ENDED
  }

  private final Transports transports;
  private final Random random;
  private final boolean byCaller;
  private volatile State state = State.RINGING;
  private volatile String callId = "";
  private volatile int byeStatus;
  private volatile Duration shortest = Duration.ZERO;
  private volatile Duration longest = Duration.ZERO;

  WatchedCall(Transports transports, Random random) {
    this.transports = transports;
    this.random = random;
    this.byCaller = random.nextBoolean();
  }

  Transports transports() {
    return transports;
  }

  State state() {
    return state;
  }

  /** Empty until the INVITE is sent. */
  String callId() {
    return callId;
  }

  /**
   * How its BYE was answered: 200, or 481 if the server was killed when the other party had
   * answered already and the one who had sent it sent it again; 0 before.
   */
  int byeStatus() {
    return byeStatus;
  }

  /** Whether the caller hangs up. */
  boolean byCaller() {
    return byCaller;
  }

  /** Whether the server can have seen it last so long. */
  boolean canHaveLasted(long millis) {
    return millis >= shortest.toMillis() - TOLERANCE_MILLIS
        && millis <= longest.toMillis() + TOLERANCE_MILLIS;
  }

  void run(Phone alice, Phone bob, SipaccServer server) {
    Call call = alice.invite(server.sip(), "sip:f02@" + bob.address());
    callId = call.callId();
    IncomingCall incoming = bob.expectInvite(callId);
    pause(random.nextInt(LONGEST_BEFORE_RINGING_MILLIS));
    incoming.reply(180);
    pause(random.nextInt(LONGEST_RINGING_MILLIS));
    Instant answerSent = Instant.now();
    incoming.reply(200);
    assertThat(call.expectFinal().status()).as(callId).isEqualTo(200);
    Instant answerReceived = Instant.now();
    call.ack();
    incoming.expectAck();
    state = State.UP;
    pause(random.nextInt(LONGEST_TALK_MILLIS));
    Leg ending = byCaller ? call : incoming;
    Leg other = byCaller ? incoming : call;
    Instant byeSent = Instant.now();
    state = State.ENDING;
    Sent bye = ending.bye();
    other.expectBye().reply(200);
    other.over();
    byeStatus = bye.expectFinal().status();
    assertThat(byeStatus).as("BYE of " + callId).isIn(200, 481);
    shortest = Duration.between(answerReceived, byeSent);
    longest = Duration.between(answerSent, Instant.now());
    state = State.ENDED;
  }

  /** As people ring and talk. */
  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
