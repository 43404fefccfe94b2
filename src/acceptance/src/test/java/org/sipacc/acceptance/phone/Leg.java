package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One phone's side of a call: its dialog's state, the requests within it, and a stopwatch. */
public abstract class Leg {
  private static final long NOT_YET = 0;

  private final Phone phone;
  private final String callId;
  private final AtomicInteger cseq;
  private final AtomicLong answeredAt = new AtomicLong(NOT_YET);
  private final AtomicLong endedAt = new AtomicLong(NOT_YET);

  private volatile DialogState dialog;
  private volatile int inviteNumber;
  private volatile SipMessage success;

  /**
   * What a request in the dialog is made of.
   *
   * @param local the From value of our requests, with our tag
   * @param remote the To value of our requests, with the peer's tag once it is known
   */
  record DialogState(
      String local,
      String remote,
      String remoteTarget,
      List<String> routes,
      InetSocketAddress hop) {
    DialogState learning(String newRemote, String newTarget, List<String> newRoutes) {
      return new DialogState(local, newRemote, newTarget, newRoutes, hop);
    }

    InetSocketAddress nextHop() {
      if (!routes.isEmpty()) {
        return SipUri.address(SipUri.of(routes.get(0)));
      }
      return remoteTarget.isEmpty() ? hop : SipUri.address(remoteTarget);
    }
  }

  Leg(Phone phone, String callId, int cseq, DialogState dialog) {
    this.phone = phone;
    this.callId = callId;
    this.cseq = new AtomicInteger(cseq);
    this.inviteNumber = cseq;
    this.dialog = dialog;
  }

  public String callId() {
    return callId;
  }

  public Phone phone() {
    return phone;
  }

  /** Starts a request within the dialog, along the route set. */
  public Draft draft(String method) {
    int number = method.equals("ACK") ? inviteNumber : cseq.incrementAndGet();
    if (method.equals("INVITE")) {
      inviteNumber = number;
    }
    DialogState now = dialog;
    Draft draft =
        new Draft(phone, method, now.nextHop(), now.remoteTarget())
            .headers("Via: " + phone.newVia(), "Max-Forwards: 70");
    now.routes().forEach(route -> draft.headers("Route: " + route));
    return draft
        .headers(
            "From: " + now.local(),
            "To: " + now.remote(),
            "Call-ID: " + callId,
            "CSeq: " + number + " " + method)
        .heardBy(this::replied);
  }

  /** Sends a request within the dialog. */
  public Sent request(String method, String... headers) {
    return draft(method).headers(headers).send();
  }

  /** Hangs up. */
  public Sent bye(String... headers) {
    Sent bye = request("BYE", headers);
    ended(bye.sentAt());
    return bye;
  }

  /** Hangs up by way of another server than the route set says. */
  public Sent byeThrough(InetSocketAddress hop) {
    Sent bye = draft("BYE").through(hop).send();
    ended(bye.sentAt());
    return bye;
  }

  public Sent reInvite(String... headers) {
    return draft("INVITE").headers("Contact: " + phone.contact()).headers(headers).send();
  }

  /** Acknowledges the last 2xx; the ACK is repeated whenever that 2xx comes again. */
  public Sent ack() {
    Sent ack = request("ACK");
    phone.answerCopies(success.identity(), () -> ack.again(1));
    return ack;
  }

  /** The next request of that method in this dialog. */
  public IncomingRequest expectRequest(String method) {
    String localTag = localTag();
    Arrival arrival =
        phone.expect(
            "a " + method + " in its dialog",
            callId,
            message ->
                message.isRequest(method)
                    && message.callId().equals(callId)
                    && message.toTag().equals(localTag));
    return new IncomingRequest(phone, arrival);
  }

  public IncomingRequest expectBye() {
    IncomingRequest bye = expectRequest("BYE");
    ended(bye.receivedAt());
    return bye;
  }

  /**
   * Has this phone answer a further BYE with 481, as one whose call is over (RFC 3261, 15.1.2): one
   * that comes again by a server that was killed is no copy of the first.
   */
  public void over() {
    phone.endDialog(callId, localTag());
  }

  public IncomingRequest expectAck() {
    return expectRequest("ACK");
  }

  /** From the 2xx to the first BYE as this phone saw them; to now if there was no BYE yet. */
  public Duration talked() {
    if (answeredAt.get() == NOT_YET) {
      throw new IllegalStateException(phone.name() + " has not seen an answer in " + callId);
    }
    long end = endedAt.get() == NOT_YET ? System.nanoTime() : endedAt.get();
    return Duration.ofNanos(end - answeredAt.get());
  }

  /** When this phone saw or gave the answer. */
  public Instant answeredAt() {
    return WallClock.at(answeredAt.get());
  }

  /** Talks on until this phone's stopwatch shows that much; nothing may come meanwhile. */
  public void talkUntil(Duration shown) {
    phone.expectSilence(shown.minus(talked()));
  }

  void answered(long nanos) {
    answeredAt.compareAndSet(NOT_YET, nanos);
  }

  DialogState dialog() {
    return dialog;
  }

  void learn(DialogState learnt) {
    dialog = learnt;
  }

  /** Whether it is a further answer, which opens a dialog of its own. */
  final boolean isOfAnotherDialog(SipMessage reply) {
    return success != null && !success.toTag().equals(reply.toTag());
  }

  /** Takes note of a reply to a request in this dialog. */
  void replied(Arrival reply) {
    SipMessage message = reply.message();
    if (message.method().equals("INVITE") && message.isSuccess()) {
      success = message;
      answered(reply.nanos());
    }
  }

  private String localTag() {
    return SipHeader.parse("From: " + dialog.local()).value().replaceAll(".*;tag=", "");
  }

  private void ended(long nanos) {
    endedAt.compareAndSet(NOT_YET, nanos);
  }
}
