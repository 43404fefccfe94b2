package org.example;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.sip.B2buaHelper;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.sipacc.api.AccountedServlet;
import org.sipacc.api.Accounting;

/** Bridges calls: the caller's side is the accounted call, the callee's an attempt of it. */
public class Bridge extends AccountedServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    if (!request.isInitial()) {
      send(request.createResponse(SipServletResponse.SC_NOT_ACCEPTABLE_HERE));
      return;
    }
    Accounting accounting = Accounting.of(request);
    accounting.doAccounting("db", "cdr|missed");
    SipServletRequest outgoing = request.getB2buaHelper().createRequest(request, true, null);
    outgoing.setRequestURI(request.getRequestURI());
    accounting.attempt(outgoing);
    send(outgoing);
  }

  @Override
  protected void doProvisionalResponse(SipServletResponse response) throws IOException {
    if (response.getMethod().equals("INVITE")
        && response.getStatus() > SipServletResponse.SC_TRYING) {
      answerCaller(response);
    }
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
      answerCaller(response);
    }
  }

  @Override
  protected void doErrorResponse(SipServletResponse response) throws IOException {
    if (response.getMethod().equals("INVITE")
        && response.getStatus() != SipServletResponse.SC_REQUEST_TERMINATED) {
      answerCaller(response);
    }
  }

  private void answerCaller(SipServletResponse response) throws IOException {
    B2buaHelper helper = response.getRequest().getB2buaHelper();
    SipSession caller = helper.getLinkedSession(response.getSession());
    SipServletResponse answer =
        helper.createResponseToOriginalRequest(
            caller, response.getStatus(), response.getReasonPhrase());
    if (response.getContentLength() > 0) {
      answer.setContent(response.getRawContent(), response.getContentType());
    }
    send(answer);
  }

  @Override
  protected void doCancel(SipServletRequest request) throws IOException {
    B2buaHelper helper = request.getB2buaHelper();
    SipSession callee = helper.getLinkedSession(request.getSession());
    send(helper.createCancel(callee));
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    SipSession other = request.getB2buaHelper().getLinkedSession(request.getSession());
    send(request.createResponse(SipServletResponse.SC_OK));
    send(other.createRequest("BYE"));
  }

  @Override
  protected void doAck(SipServletRequest request) {
    // The callee's answer was acknowledged when it came.
  }
}
