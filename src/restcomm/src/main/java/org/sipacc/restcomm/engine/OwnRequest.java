package org.sipacc.restcomm.engine;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.Header;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * A request within a dialog that this server is no party to, made from what an application keeps
 * about that dialog. The entries of its description are told at {@link EngineFunctions}.
 */
final class OwnRequest {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

  /** Those with a transaction of three messages, or that belong to another transaction. */
  private static final Set<String> REFUSED =
      Set.of(Request.INVITE, Request.ACK, Request.CANCEL, Request.PRACK);

  /** What the description says otherwise, or the server. */
  private static final Set<String> MADE_HERE =
      Set.of(
          "via",
          "max-forwards",
          "from",
          "to",
          "call-id",
          "cseq",
          "route",
          "record-route",
          "contact",
          "content-length");

  private static final int MAX_FORWARDS = 70;

  private final SIPRequest message = new SIPRequest();
  private final String hint;

  /**
   * Reads the description.
   *
   * @throws IllegalArgumentException if an entry is missing or malformed; the message names it
   */
  OwnRequest(Map<String, Object> description) {
    hint = entry(description, "transport", String.class).orElse("udp");
    try {
      message.setRequestURI(target(text(description, "uri")));
      message.setMethod(method(text(description, "method")));
      message.setCallId(new CallID(text(description, "callId")));
      message.setHeader(new CSeq(cseq(description), message.getMethod()));
      message.setHeader(header("From", text(description, "from")));
      message.setHeader(header("To", text(description, "to")));
      message.setHeader(SipFactoryImpl.headerFactory.createMaxForwardsHeader(MAX_FORWARDS));
      for (Object route : entry(description, "routes", List.class).orElse(List.of())) {
        message.addLast(header(RouteHeader.NAME, clean("routes", String.valueOf(route))));
      }
      Map<?, ?> more = entry(description, "headers", Map.class).orElse(Map.of());
      for (Map.Entry<?, ?> header : more.entrySet()) {
        add(String.valueOf(header.getKey()), String.valueOf(header.getValue()));
      }
    } catch (ParseException | InvalidArgumentException | SipException e) {
      throw new IllegalArgumentException("the request is malformed: " + e.getMessage(), e);
    }
    if (message.getFromTag() == null || message.getToTag() == null) {
      throw new IllegalArgumentException("from and to: must have the tags of the dialog");
    }
    nextHop();
  }

  private static URI target(String text) throws ParseException {
    URI uri = SipFactoryImpl.addressFactory.createURI(text);
    if (uri instanceof SipUri sip) {
      // not allowed in a Request-URI (RFC 3261 section 19.1.1)
      sip.clearQheaders();
      sip.removeParameter("method");
    }
    return uri;
  }

  private static String method(String name) {
    if (!TOKEN.matcher(name).matches() || REFUSED.contains(name.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "method: '" + name + "' cannot be sent so; write for example BYE");
    }
    return name;
  }

  private static long cseq(Map<String, Object> description) {
    long number = entry(description, "cseq", Number.class).map(Number::longValue).orElse(-1L);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("cseq: must be given, 0 to 2147483647");
    }
    return number;
  }

  private void add(String name, String value) throws ParseException {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("headers: '" + name + "' is no name of a header");
    }
    Header header = header(name, clean("headers", value));
    if (MADE_HERE.contains(header.getName().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("headers: " + header.getName() + " is set by the server");
    }
    message.addHeader(header);
  }

  private static Header header(String name, String value) throws ParseException {
    return SipFactoryImpl.headerFactory.createHeader(name, value);
  }

  private static String text(Map<String, Object> description, String name) {
    return entry(description, name, String.class)
        .map(value -> clean(name, value))
        .orElseThrow(() -> new IllegalArgumentException(name + ": must be given"));
  }

  private static <T> Optional<T> entry(
      Map<String, Object> description, String name, Class<T> type) {
    Object value = description.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(name + ": must be a " + type.getSimpleName());
    }
    return Optional.ofNullable(type.cast(value));
  }

  /** A line break would begin another header. */
  private static String clean(String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException(name + ": has a control character");
    }
    return value;
  }

  /** The request without Via. With a strict router in front, the stack exchanges the URIs. */
  SIPRequest message() {
    return message;
  }

  /** The transport by which to reach the next hop. */
  String transport() {
    return Optional.ofNullable(nextHop().getTransportParam()).orElse(hint).toLowerCase(Locale.ROOT);
  }

  private SipURI nextHop() {
    RouteHeader route = (RouteHeader) message.getHeader(RouteHeader.NAME);
    URI uri = route == null ? message.getRequestURI() : route.getAddress().getURI();
    if (uri instanceof SipURI sip && !sip.isSecure()) {
      return sip;
    }
    throw new IllegalArgumentException(
        (route == null ? "uri" : "routes") + ": '" + uri + "' is no sip: URI");
  }
}
