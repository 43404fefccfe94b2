package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.stack.LocalAddresses;

/**
 * Passes a request on by its Route without keeping anything about it (RFC 3261 section 16.11): the
 * branch of its Via is computed from the Via below, so a retransmission gets the same one, and a
 * response is taken only if its branch can be computed again.
 */
final class StatelessRelay {

  /** What became of a request. */
  enum Outcome {
    /** It is on its way. */
    SENT(0, ""),
    /** It has been forwarded too often. */
    TOO_MANY_HOPS(483, "Too Many Hops"),
    /** It would come back to us. */
    LOOP(482, "Loop Detected"),
    /** Its next hop cannot be reached. */
    UNREACHABLE(503, "Service Unavailable");

    private final int code;
    private final String reason;

    Outcome(int code, String reason) {
      this.code = code;
      this.reason = reason;
    }

    int code() {
      return code;
    }

    String reason() {
      return reason;
    }
  }

  private static final int DEFAULT_MAX_FORWARDS = 70;

  private final SipEngine engine;
  private final DialogLookup dialogs;
  private final Upstream upstream;
  private final SignedBranch branches = new SignedBranch();

  StatelessRelay(SipEngine engine, Upstream upstream) {
    this.engine = engine;
    this.upstream = upstream;
    dialogs = new DialogLookup(engine);
  }

  /** Sends a copy of the request to its next hop. */
  Outcome relay(Request received) throws SipException {
    SIPRequest request = (SIPRequest) received.clone();
    try {
      if (!decrementMaxForwards(request)) {
        return Outcome.TOO_MANY_HOPS;
      }
      Optional<Hop> hop = nextHop(request, popOwnRoutes(request));
      if (hop.isEmpty()) {
        return Outcome.UNREACHABLE;
      }
      return send(request, hop.get());
    } catch (IOException e) {
      return Outcome.UNREACHABLE;
    } catch (ParseException | InvalidArgumentException e) {
      throw new SipException("a " + received.getMethod() + " cannot be relayed", e);
    }
  }

  private static boolean decrementMaxForwards(SIPRequest request)
      throws ParseException, InvalidArgumentException {
    MaxForwardsHeader header = (MaxForwardsHeader) request.getHeader(MaxForwardsHeader.NAME);
    if (header == null) {
      request.setHeader(SipFactoryImpl.headerFactory.createMaxForwardsHeader(DEFAULT_MAX_FORWARDS));
      return true;
    }
    if (header.getMaxForwards() == 0) {
      return false;
    }
    header.setMaxForwards(header.getMaxForwards() - 1);
    return true;
  }

  /** The transport of the last of our Routes on top, which are removed: the side it leaves by. */
  private Optional<String> popOwnRoutes(SIPRequest request) {
    Optional<String> transport = Optional.empty();
    for (Optional<SipURI> own = dialogs.ownRoute(request);
        own.isPresent();
        own = dialogs.ownRoute(request)) {
      transport = own.map(SipURI::getTransportParam);
      request.removeFirst(RouteHeader.NAME);
    }
    return transport;
  }

  private Optional<Hop> nextHop(SIPRequest request, Optional<String> transport)
      throws SipException {
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    var target = route == null ? request.getRequestURI() : route.getAddress().getURI();
    if (!(target instanceof SipURI uri)) {
      return Optional.empty();
    }
    String outTransport =
        Optional.ofNullable(uri.getTransportParam()).or(() -> transport).orElse("udp");
    if (uri.getHost().matches("[0-9.]+|\\[.*]")) {
      int port = uri.getPort() > 0 ? uri.getPort() : 5060;
      return Optional.of(new HopImpl(uri.getHost(), port, outTransport));
    }
    return Optional.ofNullable(engine.stack().getNextHop(request));
  }

  private Outcome send(SIPRequest request, Hop hop)
      throws IOException, ParseException, InvalidArgumentException, SipException {
    if (engine.locals().at(hop.getHost(), hop.getPort(), hop.getTransport()).isPresent()) {
      return Outcome.LOOP;
    }
    LocalAddresses.Local out = engine.locals().towards(hop, Optional.empty());
    String branch = branches.above(request.getTopmostVia(), request.getCallId().getCallId());
    request.addFirst(
        SipFactoryImpl.headerFactory.createViaHeader(
            out.point().getIPAddress(), out.point().getPort(), hop.getTransport(), branch));
    MessageChannel channel =
        engine
            .stack()
            .createRawMessageChannel(out.point().getIPAddress(), out.point().getPort(), hop);
    if (channel == null) {
      return Outcome.UNREACHABLE;
    }
    channel.sendMessage(request);
    return Outcome.SENT;
  }

  /** Whether the response belongs to a request sent here; it is then passed on or dropped. */
  boolean takes(ResponseEvent event) throws SipException {
    SIPResponse response = (SIPResponse) event.getResponse();
    Via top = response.getTopmostVia();
    if (event.getClientTransaction() != null || !SignedBranch.isMarked(top.getBranch())) {
      return false;
    }
    Optional<Via> below = Upstream.below(response);
    if (below.isPresent()
        && branches.above(below.get(), response.getCallId().getCallId()).equals(top.getBranch())) {
      upstream.passOn(event);
    }
    return true;
  }
}
