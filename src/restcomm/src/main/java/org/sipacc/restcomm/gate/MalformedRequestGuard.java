package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.stack.MissingHeaders;

/**
 * Answers 400 to a request that lacks a mandatory header or cannot be routed by what it says; what
 * the parser refuses altogether the stack has answered before.
 */
final class MalformedRequestGuard implements RequestGuard {

  /** Headers we route by; others are none of a proxy's business (RFC 3261 section 16.3). */
  private static final Set<String> NEEDED =
      Set.of("route", "record-route", "contact", "m", "max-forwards");

  private static final int DEFAULT_MAX_FORWARDS = 70;

  private final Replies replies;

  MalformedRequestGuard(Replies replies) {
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    SIPRequest request = (SIPRequest) event.getRequest();
    Optional<String> fault =
        MissingHeaders.in(request)
            .map(header -> "missing or malformed " + header)
            .or(() -> unparsed(request))
            .or(() -> route(request))
            .or(() -> incomplete(request));
    if (fault.isPresent() && !request.getMethod().equals(Request.ACK)) {
      replies.sendStateless(event, Response.BAD_REQUEST, "Bad Request (" + fault.get() + ")");
    }
    return fault.isPresent();
  }

  private static Optional<String> unparsed(SIPRequest request) {
    for (Iterator<String> lines = request.getUnrecognizedHeaders(); lines.hasNext(); ) {
      String line = lines.next();
      String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
      if (NEEDED.contains(name.toLowerCase(Locale.ROOT))) {
        return Optional.of("malformed " + name);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> route(SIPRequest request) {
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    return route == null || route.getAddress().getURI() instanceof javax.sip.address.SipURI
        ? Optional.empty()
        : Optional.of("Route is no SIP URI");
  }

  private static Optional<String> incomplete(SIPRequest request) {
    try {
      if (request.getMaxForwards() == null) {
        // allowed (RFC 3261 section 16.3), the stack insists on it
        request.setHeader(
            SipFactoryImpl.headerFactory.createMaxForwardsHeader(DEFAULT_MAX_FORWARDS));
      }
      request.checkHeaders();
      return Optional.empty();
    } catch (ParseException | InvalidArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
