package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.RecordRouteHeader;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** The Record-Route that the engine put on a request, corrected to the addresses really used. */
final class RecordRoutes {

  private static final String APPLICATION_SESSION = "app_id";

  private RecordRoutes() {}

  /**
   * One entry if the request leaves by the listening point it came in on, else one for each, the
   * outbound one on top (RFC 5658).
   */
  static void rewrite(
      SIPRequest request, Optional<LocalAddresses.Local> in, LocalAddresses.Local out)
      throws ParseException, SipException {
    List<SipURI> own = own(request);
    if (own.isEmpty()) {
      return;
    }
    SipURI template = own.get(0);
    for (int i = 0; i < own.size(); i++) {
      request.removeFirst(RecordRouteHeader.NAME);
    }
    if (in.isPresent() && !in.get().equals(out)) {
      request.addFirst(header(template, in.get().point()));
    }
    request.addFirst(header(template, out.point()));
  }

  /** The entries of this pass through us: of the same application session, on top. */
  private static List<SipURI> own(SIPRequest request) {
    List<SipURI> own = new ArrayList<>();
    Iterator<?> headers = request.getHeaders(RecordRouteHeader.NAME);
    while (headers.hasNext()) {
      RecordRouteHeader header = (RecordRouteHeader) headers.next();
      if (!(header.getAddress().getURI() instanceof SipURI uri)
          || uri.getParameter(APPLICATION_SESSION) == null
          || (!own.isEmpty()
              && !uri.getParameter(APPLICATION_SESSION)
                  .equals(own.get(0).getParameter(APPLICATION_SESSION)))) {
        break;
      }
      own.add(uri);
    }
    return own;
  }

  private static RecordRouteHeader header(SipURI template, ListeningPoint point)
      throws ParseException {
    SipURI uri = (SipURI) template.clone();
    uri.setHost(point.getIPAddress());
    uri.setPort(point.getPort());
    uri.setTransportParam(point.getTransport().toLowerCase(java.util.Locale.ROOT));
    return SipFactoryImpl.headerFactory.createRecordRouteHeader(
        SipFactoryImpl.addressFactory.createAddress(uri));
  }
}
