package org.sipacc.restcomm.ua;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A scripted SIP user agent on a socket; it does nothing by itself. Retransmissions, which a slow
 * machine brings about, are passed over.
 */
public abstract class Peer implements AutoCloseable {

  private static final Duration T1 = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<SipMessage> unread = new ArrayList<>();
  private final Set<SipMessage> received = new HashSet<>();

  /** {@code udp} or {@code tcp}. */
  public abstract String transport();

  public abstract String host();

  public abstract int port();

  /** Sends to the server. */
  public abstract void send(String text) throws IOException;

  /** The next message, or nothing when the time is over. */
  protected abstract Optional<SipMessage> next(Duration patience) throws IOException;

  @Override
  public abstract void close();

  public void send(SipMessage message) throws IOException {
    send(message.toString());
  }

  public String contact() {
    return "<sip:ua@" + host() + ":" + port() + ";transport=" + transport() + ">";
  }

  /** A new Via of this agent. */
  public String via() {
    return "SIP/2.0/"
        + transport().toUpperCase(java.util.Locale.ROOT)
        + " "
        + host()
        + ":"
        + port()
        + ";rport;branch=z9hG4bK"
        + UUID.randomUUID();
  }

  /** A request outside a dialog. */
  public SipMessage request(String method, String uri) {
    return SipMessage.of(method + " " + uri + " SIP/2.0")
        .with("Via", via())
        .with("Max-Forwards", "70")
        .with("From", "<sip:caller@example.org>;tag=" + UUID.randomUUID())
        .with("To", "<sip:callee@example.org>")
        .with("Call-ID", UUID.randomUUID().toString())
        .with("CSeq", "1 " + method)
        .with("Contact", contact());
  }

  /** Waits for a request of that method. */
  public SipMessage expectRequest(String method) throws IOException {
    return expect(method, m -> m.isRequest() && m.method().equals(method));
  }

  /** Waits for a response with that code to a request of that method. */
  public SipMessage expectResponse(int code, String method) throws IOException {
    return expect(code + " to " + method, m -> m.status() == code && m.cseqMethod().equals(method));
  }

  /**
   * Sends a request until a response with that code has come: a stack drops what comes while it is
   * busy with a request of the same branch, and counts on the repetition.
   */
  public SipMessage sendUntil(SipMessage request, int code) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      send(request);
      Optional<SipMessage> response =
          await(m -> m.status() == code && m.cseqMethod().equals(request.method()), T1);
      if (response.isPresent()) {
        return response.get();
      }
    }
    throw new AssertionError("no " + code + " to " + request.method() + " at " + contact());
  }

  /** Waits for a final response to a request of that method. */
  public SipMessage expectFinal(String method) throws IOException {
    return expect(
        "a final response to " + method, m -> m.status() >= 200 && m.cseqMethod().equals(method));
  }

  /** Waits for any final response and tells its code; for requests too broken to match by CSeq. */
  public int expectStatus() throws IOException {
    return expect("a final response", m -> m.status() >= 200).status();
  }

  private SipMessage expect(String what, Predicate<SipMessage> wanted) throws IOException {
    return await(wanted, PATIENCE)
        .orElseThrow(
            () -> new AssertionError("no " + what + " at " + contact() + "; unread: " + unread));
  }

  /** Whether no such request arrives within that time. */
  public boolean getsNo(String method, Duration patience) throws IOException {
    return await(m -> m.isRequest() && m.method().equals(method), patience).isEmpty();
  }

  /** Whether no final response to a request of that method arrives within that time. */
  public boolean getsNoFinal(String method, Duration patience) throws IOException {
    return await(m -> m.status() >= 200 && m.cseqMethod().equals(method), patience).isEmpty();
  }

  private Optional<SipMessage> await(Predicate<SipMessage> wanted, Duration patience)
      throws IOException {
    for (Iterator<SipMessage> i = unread.iterator(); i.hasNext(); ) {
      SipMessage message = i.next();
      if (wanted.test(message)) {
        i.remove();
        return Optional.of(message);
      }
    }
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Optional<SipMessage> message =
          next(Duration.ofNanos(end - System.nanoTime())).filter(received::add);
      if (message.filter(wanted).isPresent()) {
        return message;
      }
      message.ifPresent(unread::add);
    }
    return Optional.empty();
  }

  /** ACK to a 2xx, by the route set and contact of that response. */
  public SipMessage ack(SipMessage ok) {
    return inDialog("ACK", ok, cseqNumber(ok));
  }

  /** The caller's next request in the dialog of that response to its INVITE. */
  public SipMessage inDialog(String method, SipMessage response, int cseq) {
    List<String> routes = new ArrayList<>(response.headers("Record-Route"));
    java.util.Collections.reverse(routes);
    return SipMessage.of(method + " " + uriOf(response.header("Contact")) + " SIP/2.0")
        .with("Via", via())
        .with("Max-Forwards", "70")
        .withAll("Route", routes)
        .with("From", response.header("From"))
        .with("To", response.header("To"))
        .with("Call-ID", response.header("Call-ID"))
        .with("CSeq", cseq + " " + method)
        .with("Contact", contact());
  }

  /** The callee's request in the dialog of the INVITE it answered so. */
  public SipMessage inDialogOfCallee(String method, SipMessage invite, SipMessage answer) {
    return SipMessage.of(method + " " + uriOf(invite.header("Contact")) + " SIP/2.0")
        .with("Via", via())
        .with("Max-Forwards", "70")
        .withAll("Route", invite.headers("Record-Route"))
        .with("From", answer.header("To"))
        .with("To", answer.header("From"))
        .with("Call-ID", invite.header("Call-ID"))
        .with("CSeq", "1 " + method)
        .with("Contact", contact());
  }

  /** The CANCEL of that INVITE. */
  public SipMessage cancel(SipMessage invite) {
    return SipMessage.of("CANCEL " + invite.requestUri() + " SIP/2.0")
        .with("Via", invite.header("Via"))
        .with("Max-Forwards", "70")
        .with("From", invite.header("From"))
        .with("To", invite.header("To"))
        .with("Call-ID", invite.header("Call-ID"))
        .with("CSeq", cseqNumber(invite) + " CANCEL");
  }

  /** The ACK to a final response other than 2xx. */
  public SipMessage ackOfFailure(SipMessage invite, SipMessage failure) {
    return SipMessage.of("ACK " + invite.requestUri() + " SIP/2.0")
        .with("Via", invite.header("Via"))
        .with("Max-Forwards", "70")
        .with("From", invite.header("From"))
        .with("To", failure.header("To"))
        .with("Call-ID", invite.header("Call-ID"))
        .with("CSeq", cseqNumber(invite) + " ACK");
  }

  public static int cseqNumber(SipMessage message) {
    return Integer.parseInt(message.header("CSeq").split(" +")[0]);
  }

  public static String uriOf(String address) {
    return address.substring(address.indexOf('<') + 1, address.indexOf('>'));
  }
}
