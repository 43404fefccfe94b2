package org.example.dial;

import java.io.IOException;
import javax.annotation.Resource;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;

/** {@code POST /sample-dial/dial?from=sip:...&to=sip:...} has the phone {@code from} call. */
@WebServlet("/dial")
public class DialPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource private transient SipFactory factory;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    SipApplicationSession call = factory.createApplicationSession();
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
    response.getWriter().println(call.getId());
  }
}
