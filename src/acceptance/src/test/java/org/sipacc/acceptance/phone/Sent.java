package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A request on its way, and the replies the script expects to it. */
public final class Sent {
  private volatile Arrival lastReply;
  private final Phone phone;
  private final SipMessage request;
  private final boolean spoilt;
  private final Runnable transmission;
  private final Consumer<Arrival> listener;
  private final long sentAt;

  private Sent(
      Phone phone,
      SipMessage request,
      boolean spoilt,
      Runnable transmission,
      Consumer<Arrival> listener,
      long sentAt) {
    this.phone = phone;
    this.request = request;
    this.spoilt = spoilt;
    this.transmission = transmission;
    this.listener = listener;
    this.sentAt = sentAt;
  }

  /**
   * Sends a request.
   *
   * @param packet the request as it goes on the wire, perhaps spoilt
   */
  static Sent transmit(
      Phone phone,
      SipMessage request,
      String packet,
      InetSocketAddress nextHop,
      Consumer<Arrival> listener) {
    String method = request.method();
    Runnable once = () -> phone.send(packet, nextHop, method, request.callId());
    if (!method.equals("ACK")) {
      phone.repeatUnlessConnected(Repeater.request(request), nextHop, once);
    }
    long sentAt = phone.send(packet, nextHop, method, request.callId());
    boolean spoilt = !packet.equals(request.encode());
    return new Sent(phone, request, spoilt, once, listener, sentAt);
  }

  public SipMessage request() {
    return request;
  }

  /** {@link System#nanoTime} of the first transmission. */
  public long sentAt() {
    return sentAt;
  }

  /** Retransmits that many times at once. */
  public Sent again(int times) {
    for (int i = 0; i < times; i++) {
      transmission.run();
    }
    return this;
  }

  /** The next reply must have that status; 100 is passed over unless asked for. */
  public SipMessage expect(int status) {
    return expect(status, phone.patience());
  }

  /** The next reply must come within that time and have that status. */
  public SipMessage expect(int status, Duration limit) {
    SipMessage reply =
        next("a reply " + status, message -> status == 100 || message.status() != 100, limit);
    if (reply.status() != status) {
      throw phone
          .flow()
          .failure(
              phone.name() + " expected " + status + " but got " + reply.startLine(),
              request.callId());
    }
    return reply;
  }

  /** The reply that was expected last must have come that many times in all. */
  public void expectCopies(int copies) {
    phone.expectCopies(lastReply, copies);
  }

  /** The final reply, whatever its status and whatever provisional ones come before it. */
  public SipMessage expectFinal() {
    return next("a final reply", message -> !message.isProvisional(), phone.patience());
  }

  /** Fails if a reply, but for 100, comes within that time. */
  public void expectNoReply(Duration time) {
    phone
        .poll(answersThis().and(message -> message.status() != 100), time)
        .ifPresent(
            reply -> {
              throw phone
                  .flow()
                  .failure(
                      phone.name() + " expected no reply but got " + reply.message().startLine(),
                      request.callId());
            });
  }

  private SipMessage next(String what, Predicate<SipMessage> wanted, Duration limit) {
    Arrival reply =
        phone.expect(
            what + " to its " + request.method(),
            request.callId(),
            answersThis().and(wanted),
            limit);
    lastReply = reply;
    listener.accept(reply);
    return reply.message();
  }

  /** By branch and method; a reply to a spoilt request may repeat another method, or none. */
  private Predicate<SipMessage> answersThis() {
    return message ->
        !message.isRequest()
            && message.branch().equals(request.branch())
            && (spoilt || message.method().equals(request.method()));
  }
}
