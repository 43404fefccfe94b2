package org.sipacc.bench;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;

/** Record-routes each initial request and relays it to its Request-URI. */
public class BareProxyServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    if (request.isInitial()) {
      Proxy proxy = request.getProxy();
      proxy.setRecurse(false);
      proxy.setSupervised(true);
      proxy.setRecordRoute(true);
      proxy.proxyTo(request.getRequestURI());
    }
  }
}
