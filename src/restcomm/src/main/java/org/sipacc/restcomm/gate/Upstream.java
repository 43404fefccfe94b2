package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.header.ViaHeader;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.stack.LocalAddresses;

/**
 * Passes responses on by their Via without keeping anything about them (RFC 3261 section 16.11).
 */
final class Upstream {

  private static final Logger LOG = System.getLogger(Upstream.class.getName());

  private final LocalAddresses locals;
  private final CallQueues queues;

  Upstream(SipEngine engine, CallQueues queues) {
    locals = engine.locals();
    this.queues = queues;
  }

  /** The Via below ours, which says where the response goes on to. */
  static Optional<Via> below(SIPResponse response) {
    Iterator<?> vias = response.getHeaders(ViaHeader.NAME);
    vias.next();
    return vias.hasNext() ? Optional.of((Via) vias.next()) : Optional.empty();
  }

  /**
   * Sends a copy of the response, without our Via, to the one below; over TCP by the queue, for the
   * connection may be gone.
   *
   * @throws SipException if there is none, or it cannot be reached
   */
  void passOn(ResponseEvent event) throws SipException {
    SIPResponse copy = copy(event);
    if (isDatagram(copy.getTopmostVia())) {
      send(event, copy);
    } else {
      queues.execute(copy.getCallId().getCallId(), () -> sendOrLog(event, copy));
    }
  }

  /**
   * The same with the answer to a request of an earlier run: the connection it came over is gone,
   * so the response goes to the port the one below listens on (RFC 3261 section 18.2.2).
   *
   * @throws SipException if there is none, or it cannot be reached
   */
  void passOnByNewConnection(ResponseEvent event) throws SipException {
    SIPResponse copy = copy(event);
    if (isDatagram(copy.getTopmostVia())) {
      send(event, copy);
    } else {
      forgetConnection(copy);
      queues.execute(copy.getCallId().getCallId(), () -> sendOrLog(event, copy));
    }
  }

  private static SIPResponse copy(ResponseEvent event) throws SipException {
    SIPResponse copy = (SIPResponse) ((SIPResponse) event.getResponse()).clone();
    copy.removeFirst(ViaHeader.NAME);
    if (copy.getTopmostVia() == null) {
      throw new SipException("a response is for us, and we have sent no such request");
    }
    return copy;
  }

  private static boolean isDatagram(Via via) {
    return via.getTransport().equalsIgnoreCase("udp");
  }

  private void sendOrLog(ResponseEvent event, SIPResponse copy) {
    try {
      try {
        send(event, copy);
      } catch (SipException e) {
        if (!forgetConnection(copy)) {
          throw e;
        }
        send(event, copy);
      }
    } catch (SipException e) {
      LOG.log(Level.DEBUG, "a response was dropped: its receiver cannot be reached", e);
    }
  }

  /** Has it sent to the port that the sender named; false if there was no other before. */
  private static boolean forgetConnection(SIPResponse copy) {
    Via below = copy.getTopmostVia();
    boolean known = below.getRPort() > 0;
    below.removeParameter(Via.RPORT);
    return known;
  }

  private void send(ResponseEvent event, SIPResponse copy) throws SipException {
    provider(event, copy.getTopmostVia()).sendResponse(copy);
  }

  private SipProvider provider(ResponseEvent event, Via below) {
    String host = below.getReceived() == null ? below.getHost() : below.getReceived();
    int port = below.getRPort() > 0 ? below.getRPort() : below.getPort();
    try {
      Hop hop = new HopImpl(host, port > 0 ? port : 5060, below.getTransport());
      return locals.towards(hop, Optional.empty()).provider();
    } catch (IOException e) {
      return (SipProvider) event.getSource();
    }
  }
}
