package org.example.registrar;

import java.io.IOException;
import java.util.Optional;
import javax.annotation.Resource;
import javax.servlet.ServletException;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.TimerService;
import javax.servlet.sip.URI;
import javax.servlet.sip.annotation.SipApplicationKey;
import javax.servlet.sip.annotation.SipServlet;
import org.sipacc.api.AccountedServlet;
import org.sipacc.api.Accounting;

/** Takes registrations, and sends calls to where their callee registered; each call is one row. */
@SipServlet(name = "registrar", loadOnStartup = 1)
public class Registrar extends AccountedServlet {
  private static final long serialVersionUID = 1L;
  private static final int USUAL_EXPIRY = 3600;

  @Resource private transient TimerService timers;

  /** All registrations of a user belong to one application session; each call has its own. */
  @SipApplicationKey
  public static String key(SipServletRequest request) {
    return request.getMethod().equals("REGISTER")
        ? "registration of " + user(request.getTo().getURI())
        : null;
  }

  @Override
  protected void doRegister(SipServletRequest request) throws ServletException, IOException {
    Address contact = request.getAddressHeader("Contact");
    int expires = request.getExpires() < 0 ? USUAL_EXPIRY : request.getExpires();
    String user = user(request.getTo().getURI());
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    if (contact != null) {
      register(request.getApplicationSession(), user, contact.getURI(), expires);
      response.setHeader("Contact", contact.toString());
    }
    response.setExpires(expires);
    send(response);
  }

  private void register(SipApplicationSession session, String user, URI contact, int expires) {
    session.getTimers().forEach(ServletTimer::cancel);
    if (expires == 0) {
      Locations.remove(user);
    } else {
      Locations.put(user, contact);
      timers.createTimer(session, expires * 1000L, false, user);
    }
  }

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    if (!request.isInitial()) {
      return; // the proxy's
    }
    Optional<URI> contact = Locations.of(user(request.getRequestURI()));
    if (contact.isEmpty()) {
      send(request.createResponse(SipServletResponse.SC_NOT_FOUND));
      return;
    }
    Accounting.of(request).doAccounting("db", "cdr|missed");
    request.getProxy().setRecordRoute(true);
    request.getProxy().proxyTo(contact.get());
  }

  private static String user(URI uri) {
    return uri instanceof SipURI sip ? sip.getUser() : uri.toString();
  }
}
