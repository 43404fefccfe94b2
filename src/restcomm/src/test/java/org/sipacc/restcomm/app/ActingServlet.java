package org.sipacc.restcomm.app;

import java.io.IOException;
import javax.ejb.EJB;
import javax.servlet.ServletException;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.TimerService;

/**
 * Relays, or does what the request's {@code X-Act} says: {@code answer} it, or {@code hold} it for
 * 300 ms and relay it then.
 */
public class ActingServlet extends ProxyServlet implements TimerListener {

  private static final long serialVersionUID = 1L;

  @EJB private transient Journal notes;

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    switch (String.valueOf(request.getHeader("X-Act"))) {
      case "answer" -> request.createResponse(200).send();
      case "hold" -> {
        request.getApplicationSession().setAttribute("held", request);
        ((TimerService) getServletContext().getAttribute(TIMER_SERVICE))
            .createTimer(request.getApplicationSession(), 300, false, "hold");
      }
      default -> super.doInvite(request);
    }
  }

  @Override
  public void timeout(ServletTimer timer) {
    SipServletRequest held = (SipServletRequest) timer.getApplicationSession().getAttribute("held");
    notes.note("timeout of " + timer.getInfo() + ", committed " + held.isCommitted());
    try {
      super.doInvite(held);
      notes.note("relayed late");
    } catch (ServletException | IOException | RuntimeException e) {
      notes.note("not relayed: " + e);
    }
  }

  @Override
  protected void doAck(SipServletRequest request) {
    notes.note("doAck");
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    notes.note("doBye");
    if (request.getHeader("X-Act") != null) {
      request.createResponse(200).send();
    }
  }

  @Override
  protected void doCancel(SipServletRequest request) {
    SipServletRequest held =
        (SipServletRequest) request.getApplicationSession().getAttribute("held");
    notes.note(
        "doCancel "
            + request.getSession().isValid()
            + " "
            + request.getSession().getState()
            + (held == null ? "" : ", committed " + held.isCommitted()));
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    notes.note("doResponse " + response.getStatus() + " to " + response.getMethod());
    super.doResponse(response);
  }
}
