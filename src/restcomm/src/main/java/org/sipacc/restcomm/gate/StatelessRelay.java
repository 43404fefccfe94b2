package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ViaHeader;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.stack.LocalAddresses;
import org.sipacc.restcomm.stack.NextHop;

/**
 * Passes a request on by its Route without keeping anything about it (RFC 3261 section 16.11): the
 * branch of its Via is a {@link SignedBranch}, so a retransmission gets the same one, and a
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
  private final SignedBranch branches;
  private final Consumer<SIPResponse> responses;

  /**
   * Sends by that engine.
   *
   * @param key the secret of the branches
   * @param responses is told of each response before it is passed on
   */
  StatelessRelay(SipEngine engine, Upstream upstream, byte[] key, Consumer<SIPResponse> responses) {
    this.engine = engine;
    this.upstream = upstream;
    this.responses = responses;
    branches = new SignedBranch(key);
    dialogs = new DialogLookup(engine);
  }

  /** Sends a copy of the request to its next hop. */
  Outcome relay(SIPRequest received) throws SipException {
    return send(copy(received));
  }

  /** What would be sent. */
  RoutedCopy copy(SIPRequest received) {
    return RoutedCopy.of(received, dialogs);
  }

  /**
   * What would be sent.
   *
   * @param pastPeer whether it goes past the other node that its Route leads to
   */
  RoutedCopy copy(SIPRequest received, boolean pastPeer) {
    return pastPeer && dialogs.peerRoute(received).isPresent()
        ? RoutedCopy.pastPeer(received, dialogs)
        : copy(received);
  }

  /** Sends it to its next hop; a connection may take 8 s to fail. */
  Outcome send(RoutedCopy copy) throws SipException {
    try {
      if (!decrementMaxForwards(copy.message())) {
        return Outcome.TOO_MANY_HOPS;
      }
      Optional<SipURI> receiver = copy.receiver();
      if (receiver.isEmpty()) {
        return Outcome.UNREACHABLE;
      }
      String routing = copy.routing();
      if (hasPassedHere(copy.message(), routing)) {
        return Outcome.LOOP;
      }
      copy.serveStrictRouter();
      return send(copy.message(), routing, hop(copy, receiver.get()));
    } catch (IOException e) {
      return Outcome.UNREACHABLE;
    } catch (ParseException | InvalidArgumentException e) {
      throw new SipException("a " + copy.message().getMethod() + " cannot be relayed", e);
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

  /** Whether it was here before, and nobody has routed it otherwise since. */
  private boolean hasPassedHere(SIPRequest request, String routing) {
    Via above = null;
    for (Iterator<?> vias = request.getHeaders(ViaHeader.NAME); vias.hasNext(); ) {
      Via via = (Via) vias.next();
      if (above != null
          && branches.isAbove(above.getBranch(), via, request)
          && branches.isRoutedSo(above.getBranch(), routing)) {
        return true;
      }
      above = via;
    }
    return false;
  }

  private Hop hop(RoutedCopy copy, SipURI receiver) throws IOException, SipException {
    String transport = copy.transport(receiver);
    Optional<String> address = RoutedCopy.address(receiver);
    return address.isPresent()
        ? new HopImpl(
            address.get(),
            receiver.getPort() > 0 ? receiver.getPort() : ListeningPoint.PORT_5060,
            transport)
        : NextHop.of(copy.message(), transport, engine.stack());
  }

  private Outcome send(SIPRequest request, String routing, Hop hop)
      throws IOException, ParseException, InvalidArgumentException, SipException {
    if (engine.locals().at(hop.getHost(), hop.getPort(), hop.getTransport()).isPresent()) {
      return Outcome.LOOP;
    }
    LocalAddresses.Local out = engine.locals().towards(hop, Optional.empty());
    request.addFirst(
        SipFactoryImpl.headerFactory.createViaHeader(
            out.point().getIPAddress(),
            out.point().getPort(),
            hop.getTransport(),
            branches.above(request.getTopmostVia(), request, routing)));
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
    String branch = response.getTopmostVia().getBranch();
    if (event.getClientTransaction() != null || !SignedBranch.isMarked(branch)) {
      return false;
    }
    Optional<Via> below = Upstream.below(response);
    if (below.isPresent() && branches.isAbove(branch, below.get(), response)) {
      responses.accept(response);
      upstream.passOn(event);
    }
    return true;
  }
}
