package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.address.Hop;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Where a request goes on to, as the stack's router says. */
public final class NextHop {

  private NextHop() {}

  /**
   * Asks the router. A name takes a query of DNS.
   *
   * @param transport that of a target that names none
   * @throws IOException if there is none
   */
  public static Hop of(SIPRequest request, String transport, SIPTransactionStack stack)
      throws IOException, SipException {
    // the router changes what it looks at
    SIPRequest probe = (SIPRequest) request.clone();
    try {
      // it takes the transport from here if the target names none
      probe.addFirst(
          SipFactoryImpl.headerFactory.createViaHeader(
              "localhost", ListeningPoint.PORT_5060, transport, "z9hG4bKprobe"));
    } catch (ParseException | InvalidArgumentException e) {
      throw new SipException("there is no transport '" + transport + "'", e);
    }
    Hop hop = stack.getNextHop(probe);
    if (hop == null) {
      throw new IOException("there is no next hop");
    }
    return hop;
  }
}
