package org.example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.ServletException;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.URI;
import org.sipacc.api.AccountedServlet;
import org.sipacc.api.Accounting;

/**
 * Proxies calls to their Request-URI, or to the URIs of {@code X-Target} headers, one after the
 * other.
 */
public class Forwarder extends AccountedServlet {
  private static final long serialVersionUID = 1L;
  private static final int SECONDS = 3;

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    if (!request.isInitial()) {
      return;
    }
    Accounting.of(request).doAccounting("db", "cdr|missed");
    Accounting.of(request).setAccExtra("src", request.getFrom().getURI().toString());
    Proxy proxy = request.getProxy();
    proxy.setRecordRoute(true);
    proxy.setParallel(false);
    proxy.setProxyTimeout(SECONDS);
    proxy.proxyTo(targets(request));
  }

  private List<URI> targets(SipServletRequest request) throws ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SipServlet.SIP_FACTORY);
    List<URI> targets = new ArrayList<>();
    var named = request.getHeaders("X-Target");
    while (named.hasNext()) {
      targets.add(factory.createURI(named.next()));
    }
    return targets.isEmpty() ? List.of(request.getRequestURI()) : targets;
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    Accounting.of(request).setAccExtra("dst_user", "said goodbye");
  }
}
