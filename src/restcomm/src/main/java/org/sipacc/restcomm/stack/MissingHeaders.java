package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** The mandatory headers of a request: placeholders for missing ones and the mark that tells so. */
public final class MissingHeaders {

  private MissingHeaders() {}

  private record Mark(String header) {}

  /** The name of a mandatory header that was missing, if one was. */
  public static Optional<String> in(SIPRequest request) {
    return request.getApplicationData() instanceof Mark mark
        ? Optional.of(mark.header())
        : Optional.empty();
  }

  static void fillIn(SIPRequest request) throws ParseException {
    if (request.getCallId() == null) {
      request.setHeader(new CallID(UUID.randomUUID().toString()));
      request.setApplicationData(new Mark("Call-ID"));
    }
    if (request.getCSeq() == null) {
      request.setHeader(new CSeq(0, request.getMethod()));
      request.setApplicationData(new Mark("CSeq"));
    }
    if (request.getFrom() == null) {
      From from = new From();
      from.setAddress(nobody());
      request.setHeader(from);
      request.setApplicationData(new Mark("From"));
    }
    if (request.getTo() == null) {
      To to = new To();
      to.setAddress(nobody());
      request.setHeader(to);
      request.setApplicationData(new Mark("To"));
    }
  }

  private static javax.sip.address.Address nobody() throws ParseException {
    return SipFactoryImpl.addressFactory.createAddress("sip:missing@invalid");
  }
}
