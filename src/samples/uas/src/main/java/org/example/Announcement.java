package org.example;

import java.io.IOException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.api.AccountedServlet;
import org.sipacc.api.Accounting;

/** Answers calls; sip:busy@... is busy. Each is one row, with who was called. */
public class Announcement extends AccountedServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doInvite(SipServletRequest request) throws IOException {
    if (!request.isInitial()) {
      send(request.createResponse(SipServletResponse.SC_OK));
      return;
    }
    Accounting accounting = Accounting.of(request);
    accounting.doAccounting("db", "cdr|missed");
    accounting.setAccExtra("dst_user", request.getTo().getURI().toString());
    if (request.getRequestURI().toString().startsWith("sip:busy@")) {
      send(request.createResponse(SipServletResponse.SC_BUSY_HERE));
    } else if (request.getRequestURI().toString().startsWith("sip:ring@")) {
      send(request.createResponse(SipServletResponse.SC_RINGING));
    } else {
      send(request.createResponse(SipServletResponse.SC_OK));
    }
  }

  @Override
  protected void doInfo(SipServletRequest request) throws IOException {
    send(request.createResponse(SipServletResponse.SC_OK));
    SipServletRequest bye = request.getSession().createRequest("BYE");
    send(bye);
  }

  @Override
  protected void doMessage(SipServletRequest request) throws IOException {
    Accounting.of(request).doAccounting("db");
    send(request.createResponse(SipServletResponse.SC_ACCEPTED));
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    send(request.createResponse(SipServletResponse.SC_OK));
  }
}
