package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A request that is complete and correct as it stands, and can be altered or spoilt before it is
 * sent.
 */
public final class Draft {
  /** The From-tag of a request outside of a dialog. */
  public static final String DEFAULT_TAG = "ft1";

  private final Phone phone;
  private final String method;
  private InetSocketAddress nextHop;
  private final String requestUri;
  private final List<SipHeader> headers = new ArrayList<>();
  private Consumer<Arrival> listener = reply -> {};
  private UnaryOperator<String> mangling = UnaryOperator.identity();
  private String body = "";

  Draft(Phone phone, String method, InetSocketAddress nextHop, String requestUri) {
    this.phone = phone;
    this.method = method;
    this.nextHop = nextHop;
    this.requestUri = requestUri;
  }

  static Draft outsideDialog(
      Phone phone, String method, InetSocketAddress nextHop, String requestUri) {
    return new Draft(phone, method, nextHop, requestUri)
        .headers(
            "Via: " + phone.newVia(),
            "Max-Forwards: 70",
            "From: <sip:" + phone.name() + "@caller.example>;tag=" + DEFAULT_TAG,
            "To: <" + requestUri + ">",
            "Call-ID: " + phone.flow().newCallId(),
            "CSeq: 1 " + method,
            "Contact: " + phone.contact());
  }

  /** The CANCEL of RFC 3261, section 9.1. */
  static Draft cancel(Phone phone, SipMessage invite, InetSocketAddress nextHop) {
    return new Draft(phone, "CANCEL", nextHop, invite.requestUri())
        .headers("Via: " + invite.header("Via").orElseThrow(), "Max-Forwards: 70")
        .copying(invite, "Route", "From", "To", "Call-ID")
        .headers("CSeq: " + invite.cseqNumber() + " CANCEL");
  }

  /** The ACK of RFC 3261, section 17.1.1.3. */
  static SipMessage ackOfNegative(SipMessage invite, SipMessage reply) {
    List<SipHeader> headers =
        List.of(
            new SipHeader("Via", invite.header("Via").orElseThrow()),
            new SipHeader("Max-Forwards", "70"),
            new SipHeader("From", invite.header("From").orElseThrow()),
            new SipHeader("To", reply.header("To").orElseThrow()),
            new SipHeader("Call-ID", invite.callId()),
            new SipHeader("CSeq", invite.cseqNumber() + " ACK"));
    Stream<SipHeader> routes = invite.headers().stream().filter(header -> header.is("Route"));
    return new SipMessage(
        "ACK " + invite.requestUri() + " SIP/2.0",
        Stream.of(headers.stream(), routes, Stream.of(new SipHeader("Content-Length", "0")))
            .flatMap(fields -> fields)
            .toList(),
        "");
  }

  /** Adds header fields, each as {@code Name: value}. */
  public Draft headers(String... lines) {
    for (String line : lines) {
      headers.add(SipHeader.parse(line));
    }
    return this;
  }

  /** Sends it there instead of to its first Route or its target, as an outbound proxy would. */
  public Draft through(InetSocketAddress hop) {
    nextHop = hop;
    return this;
  }

  /** Puts these header fields, each as {@code Name: value}, in the place of those of the name. */
  public Draft set(String... lines) {
    for (String line : lines) {
      SipHeader header = SipHeader.parse(line);
      without(header.name());
      headers.add(header);
    }
    return this;
  }

  public Draft without(String name) {
    headers.removeIf(header -> header.is(name));
    return this;
  }

  public Draft callId(String callId) {
    return set("Call-ID: " + callId);
  }

  public Draft fromTag(String tag) {
    return set("From: <sip:" + phone.name() + "@caller.example>;tag=" + tag);
  }

  public Draft body(String type, String text) {
    body = text;
    return set("Content-Type: " + type);
  }

  /** Changes the text of the message just before it goes on the wire, to make it malformed. */
  public Draft mangled(UnaryOperator<String> change) {
    mangling = change;
    return this;
  }

  public Sent send() {
    return transmit(message());
  }

  /** Sends an INVITE that starts a call. */
  public Call invite() {
    SipMessage invite = message();
    Call call = new Call(phone, invite, nextHop);
    listener = call::replied;
    call.sentBy(transmit(invite));
    return call;
  }

  Draft copying(SipMessage other, String... names) {
    for (String name : names) {
      other.headers().stream().filter(header -> header.is(name)).forEach(headers::add);
    }
    return this;
  }

  Draft heardBy(Consumer<Arrival> replies) {
    listener = replies;
    return this;
  }

  private SipMessage message() {
    set("Content-Length: " + body.length());
    return new SipMessage(method + " " + requestUri + " SIP/2.0", headers, body);
  }

  private Sent transmit(SipMessage message) {
    if (method.equals("INVITE")) {
      phone.remember(message);
    }
    return Sent.transmit(phone, message, mangling.apply(message.encode()), nextHop, listener);
  }
}
