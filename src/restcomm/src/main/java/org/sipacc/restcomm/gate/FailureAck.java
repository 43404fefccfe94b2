package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Hop;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.stack.LocalAddresses;

/**
 * Acknowledges a failure whose INVITE nobody remembers, so that the callee stops repeating it: the
 * ACK to a failure is made hop by hop (RFC 3261 section 17.1.1.3). It goes to where the failure
 * came from, and is recognised there by its branch; the Request-URI of the INVITE is not known,
 * that of the To takes its place.
 */
final class FailureAck {

  private static final Logger LOG = System.getLogger(FailureAck.class.getName());

  private static final int MAX_FORWARDS = 70;

  private final SipEngine engine;

  FailureAck(SipEngine engine) {
    this.engine = engine;
  }

  /** Acknowledges the response if it is a failure. */
  void acknowledge(SIPResponse failure) {
    if (failure.getStatusCode() < 300) {
      return;
    }
    try {
      Via via = failure.getTopmostVia();
      Hop hop =
          new HopImpl(
              failure.getPeerPacketSourceAddress().getHostAddress(),
              failure.getPeerPacketSourcePort(),
              via.getTransport());
      LocalAddresses.Local out = engine.locals().towards(hop, Optional.empty());
      MessageChannel channel =
          engine
              .stack()
              .createRawMessageChannel(out.point().getIPAddress(), out.point().getPort(), hop);
      if (channel != null) {
        channel.sendMessage(ack(failure));
      }
    } catch (IOException | ParseException | InvalidArgumentException e) {
      LOG.log(Level.DEBUG, "a failure cannot be acknowledged", e);
    }
  }

  private static SIPRequest ack(SIPResponse failure)
      throws ParseException, InvalidArgumentException {
    SIPRequest ack = new SIPRequest();
    ack.setMethod(Request.ACK);
    ack.setRequestURI(failure.getTo().getAddress().getURI());
    ack.addHeader(
        SipFactoryImpl.headerFactory.createViaHeader(
            failure.getTopmostVia().getHost(),
            failure.getTopmostVia().getPort(),
            failure.getTopmostVia().getTransport(),
            failure.getTopmostVia().getBranch()));
    ack.setFrom(failure.getFrom());
    ack.setTo(failure.getTo());
    ack.setCallId(failure.getCallId());
    ack.setCSeq(new CSeq(failure.getCSeq().getSeqNumber(), Request.ACK));
    ack.setHeader(SipFactoryImpl.headerFactory.createMaxForwardsHeader(MAX_FORWARDS));
    return ack;
  }
}
