package org.example.dial;

import java.io.IOException;
import java.net.URL;
import java.util.Iterator;
import javax.annotation.Resource;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.sip.ConvergedHttpSession;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipSession;

/**
 * {@code POST /sample-dial/dial?from=sip:...&to=sip:...} has the phone {@code from} call. The call
 * belongs to the browser's session: {@code GET} tells how many of its phones talk, {@code DELETE}
 * hangs up.
 */
@WebServlet("/dial")
public class DialPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource private transient SipFactory factory;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    SipApplicationSession call = call(request);
    SipServletRequest invite;
    try {
      String from = request.getParameter("from");
      String to = request.getParameter("to");
      call.setAttribute(Connector.CALLED, to);
      invite = factory.createRequest(call, "INVITE", to, from);
    } catch (ServletParseException | NullPointerException | IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "write from=sip:...&to=sip:...");
      return;
    }
    invite.getSession().setHandler(Connector.NAME);
    invite.send();
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("text/plain");
    response.getWriter().println(call.encodeURL(page(request)));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int talking = 0;
    for (Iterator<?> phones = call(request).getSessions("SIP"); phones.hasNext(); ) {
      talking += isTalking((SipSession) phones.next()) ? 1 : 0;
    }
    response.setContentType("text/plain");
    response.getWriter().println(talking);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (Iterator<?> phones = call(request).getSessions("SIP"); phones.hasNext(); ) {
      SipSession phone = (SipSession) phones.next();
      if (isTalking(phone)) {
        phone.createRequest("BYE").send();
      }
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static SipApplicationSession call(HttpServletRequest request) {
    return ((ConvergedHttpSession) request.getSession()).getApplicationSession();
  }

  private static boolean isTalking(SipSession phone) {
    return phone.isValid() && phone.getState() == SipSession.State.CONFIRMED;
  }

  private static URL page(HttpServletRequest request) throws IOException {
    return new URL(request.getRequestURL().toString());
  }
}
