package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.Peers;

/**
 * A copy of a request without our own Routes, to be sent on. What a strict router before us has
 * moved about is put back (RFC 3261 section 16.4).
 */
final class RoutedCopy {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}(?<!\\.)");

  private final SIPRequest message;
  private final Optional<String> side;
  private final boolean pastPeer;

  /**
   * Takes it as it is.
   *
   * @param side the transport of the side on which it leaves, if known
   */
  RoutedCopy(SIPRequest message, Optional<String> side) {
    this(message, side, false);
  }

  private RoutedCopy(SIPRequest message, Optional<String> side, boolean pastPeer) {
    this.message = message;
    this.side = side;
    this.pastPeer = pastPeer;
  }

  /** Copies the request. */
  static RoutedCopy of(SIPRequest received, DialogLookup dialogs) {
    SIPRequest copy = (SIPRequest) received.clone();
    Optional<String> transport = Optional.empty();
    Optional<SipURI> moved = dialogs.ownRouteInRequestUri(copy);
    if (moved.isPresent()) {
      transport = moved.map(SipURI::getTransportParam);
      copy.setRequestURI(takeLast(copy));
    }
    for (Optional<SipURI> own = dialogs.ownRoute(copy);
        own.isPresent();
        own = dialogs.ownRoute(copy)) {
      transport = own.map(SipURI::getTransportParam);
      copy.removeFirst(RouteHeader.NAME);
    }
    return new RoutedCopy(copy, transport);
  }

  /** Copies the request without the Routes of the other node that its first Route leads to. */
  static RoutedCopy pastPeer(SIPRequest received, DialogLookup dialogs) {
    SIPRequest copy = (SIPRequest) received.clone();
    Optional<SipURI> peer = dialogs.peerRoute(copy);
    Optional<String> transport = Optional.empty();
    for (Optional<SipURI> route = peer;
        route.filter(uri -> Peers.areSame(uri, peer.orElseThrow())).isPresent();
        route = dialogs.peerRoute(copy)) {
      transport = route.map(SipURI::getTransportParam);
      copy.removeFirst(RouteHeader.NAME);
    }
    return new RoutedCopy(copy, transport, true);
  }

  private static URI takeLast(SIPRequest request) {
    Route last = (Route) request.getRouteHeaders().getLast();
    request.removeLast(RouteHeader.NAME);
    return last.getAddress().getURI();
  }

  SIPRequest message() {
    return message;
  }

  /** The Routes that are left. */
  List<URI> routes() {
    List<URI> routes = new ArrayList<>();
    for (Iterator<?> all = message.getHeaders(RouteHeader.NAME); all.hasNext(); ) {
      routes.add(((RouteHeader) all.next()).getAddress().getURI());
    }
    return routes;
  }

  /** Whether it goes past the other node that its Route led to. */
  boolean isPastPeer() {
    return pastPeer;
  }

  /** By what it is routed: Request-URI and Routes. */
  String routing() {
    return message.getRequestURI() + " " + routes();
  }

  /** What it is sent to: the first Route, or the target itself; nothing if we cannot send there. */
  Optional<SipURI> receiver() {
    List<URI> routes = routes();
    URI first = routes.isEmpty() ? message.getRequestURI() : routes.get(0);
    return first instanceof SipURI uri && !uri.isSecure() ? Optional.of(uri) : Optional.empty();
  }

  /** The transport of a receiver that names none: that of the side on which we leave, or UDP. */
  String transport(SipURI receiver) {
    return Optional.ofNullable(receiver.getTransportParam())
        .or(() -> side)
        .orElse("udp")
        .toLowerCase(Locale.ROOT);
  }

  /** Host of the receiver if it is an address, so that no name must be looked up. */
  static Optional<String> address(SipURI receiver) {
    String host = receiver.getMAddrParam() == null ? receiver.getHost() : receiver.getMAddrParam();
    return host.startsWith("[") || IPV4.matcher(host).matches()
        ? Optional.of(host)
        : Optional.empty();
  }

  /** Whether sending it takes no time: no connection to be made, no name to be looked up. */
  boolean leavesAtOnce() {
    return receiver()
        .map(uri -> transport(uri).equals("udp") && address(uri).isPresent())
        .orElse(true);
  }

  /** Makes way for a strict router as the next hop (RFC 3261 section 16.6, step 6). */
  void serveStrictRouter() throws SipException {
    List<URI> routes = routes();
    if (!routes.isEmpty() && routes.get(0) instanceof SipURI first && !first.hasLrParam()) {
      message.addLast(
          SipFactoryImpl.headerFactory.createRouteHeader(
              SipFactoryImpl.addressFactory.createAddress(message.getRequestURI())));
      message.removeFirst(RouteHeader.NAME);
      message.setRequestURI(first);
    }
  }
}
