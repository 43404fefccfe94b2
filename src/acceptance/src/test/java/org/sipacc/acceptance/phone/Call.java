package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The caller's side of a call: the INVITE it sent and the dialog its answer opens. */
public final class Call extends Leg {
  private final SipMessage invite;
  private final InetSocketAddress firstHop;
  private Sent sent;
  private long finalReplyAt;

  Call(Phone phone, SipMessage invite, InetSocketAddress firstHop) {
    super(
        phone,
        invite.callId(),
        invite.cseqNumber(),
        new DialogState(
            invite.header("From").orElseThrow(),
            invite.header("To").orElseThrow(),
            "",
            List.of(),
            firstHop));
    this.invite = invite;
    this.firstHop = firstHop;
  }

  void sentBy(Sent transmission) {
    sent = transmission;
  }

  public SipMessage invite() {
    return invite;
  }

  /** The INVITE on its way, as to retransmit it. */
  public Sent sent() {
    return sent;
  }

  /** The next reply to the INVITE must have that status; 100 is passed over unless asked for. */
  public SipMessage expect(int status) {
    return sent.expect(status);
  }

  /** The next reply to the INVITE must come within that time and have that status. */
  public SipMessage expect(int status, Duration limit) {
    return sent.expect(status, limit);
  }

  /** The reply that was expected last must have come that many times in all. */
  public Call expectCopies(int copies) {
    sent.expectCopies(copies);
    return this;
  }

  /**
   * The final reply to the INVITE, whatever its status and whatever provisional ones precede it.
   */
  public SipMessage expectFinal() {
    return sent.expectFinal();
  }

  /** When the INVITE was sent. */
  public Instant invitedAt() {
    return WallClock.at(sent.sentAt());
  }

  /** When the last final reply to the INVITE came. */
  public Instant finalReplyAt() {
    return WallClock.at(finalReplyAt);
  }

  /** CANCELs the INVITE. */
  public Sent cancel() {
    return Draft.cancel(phone(), invite, firstHop).send();
  }

  /** The dialog with another callee, which a further 2xx to the same INVITE opened. */
  public Call fork(SipMessage furtherSuccess) {
    Call fork = new Call(phone(), invite, firstHop);
    fork.sentBy(sent);
    fork.replied(new Arrival(furtherSuccess, firstHop, System.nanoTime()));
    return fork;
  }

  /** RFC 3261, 12.1.2: the route set is that of the reply, reversed. */
  @Override
  void replied(Arrival reply) {
    SipMessage message = reply.message();
    if (isOfAnotherDialog(message)) {
      return;
    }
    super.replied(reply);
    if (message.method().equals("INVITE") && !message.isProvisional()) {
      finalReplyAt = reply.nanos();
    }
    boolean opensDialog =
        message.method().equals("INVITE") && message.status() > 100 && message.status() < 300;
    if (opensDialog && !message.toTag().isEmpty()) {
      List<String> routes = new ArrayList<>(message.values("Record-Route"));
      Collections.reverse(routes);
      String target = SipUri.of(message.header("Contact").orElse(invite.requestUri()));
      boolean within = message.cseqNumber() != invite.cseqNumber();
      learn(
          dialog()
              .learning(
                  message.header("To").orElseThrow(), target, within ? dialog().routes() : routes));
    }
  }
}
