package org.sipacc.restcomm.app;

import java.io.IOException;
import javax.annotation.Resource;
import javax.ejb.EJB;
import javax.inject.Inject;
import javax.servlet.ServletException;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;

/** Record-routes and relays by the Request-URI. */
public class ProxyServlet extends SipServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient Journal journal;
  @Inject private transient Greeting greeting;
  @Resource private transient SipFactory sipFactory;
  @Resource private transient TimerService timerService;
  @Resource private transient SipSessionsUtil sessionsUtil;

  @Override
  public void init() {
    journal.note(
        "init "
            + getServletConfig().getInitParameter("colour")
            + " "
            + getServletContext().getInitParameter("flavour")
            + " "
            + greeting.word()
            + " "
            + (sipFactory != null && timerService != null && sessionsUtil != null)
            + " "
            + (getServletContext().getAttribute(SIP_FACTORY) instanceof SipFactory));
  }

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    journal.note(request.getMethod() + " " + request.isInitial());
    super.doRequest(request);
  }

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    if (request.isInitial()) {
      Proxy proxy = request.getProxy();
      proxy.setRecordRoute(true);
      mark(request, proxy);
      proxy.setSupervised(true);
      proxy.setRecurse(false);
      proxy.proxyTo(request.getRequestURI());
    }
  }

  /** Sees the proxy before it relays. */
  void mark(SipServletRequest request, Proxy proxy) {
    // nothing to be seen on the Record-Route
  }

  @Override
  protected void doErrorResponse(SipServletResponse response) throws ServletException, IOException {
    SipServletRequest original = response.getProxy().getOriginalRequest();
    String next = original.getHeader("X-Next");
    if (next != null && original.getAttribute("tried") == null) {
      original.setAttribute("tried", next);
      response.getProxy().proxyTo(sipFactory.createURI(next));
    } else if (original.getHeader("X-Own-Final") != null) {
      original.createResponse(404, "Mine").send();
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    journal.note("response " + response.getStatus());
    super.doResponse(response);
  }
}
