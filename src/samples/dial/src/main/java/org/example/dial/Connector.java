package org.example.dial;

import java.io.IOException;
import javax.annotation.Resource;
import javax.servlet.ServletException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;

/**
 * Connects two phones (RFC 3725, flow I): the first one's offer goes to the second, whose answer
 * goes back with the ACK.
 */
@javax.servlet.sip.annotation.SipServlet(name = Connector.NAME, applicationName = "sample-dial")
public class Connector extends SipServlet {
  static final String NAME = "connector";
  static final String CALLED = "called";

  private static final long serialVersionUID = 1L;
  private static final String OTHER = "other";
  private static final String FIRST_ANSWER = "answer of the first";

  @Resource private transient SipFactory factory;

  @Override
  protected void doSuccessResponse(SipServletResponse answer) throws ServletException, IOException {
    if (!answer.getMethod().equals("INVITE")) {
      return;
    }
    SipApplicationSession call = answer.getApplicationSession();
    SipServletResponse first = (SipServletResponse) call.getAttribute(FIRST_ANSWER);
    if (first == null) {
      call.setAttribute(FIRST_ANSWER, answer);
      invite(call, answer);
    } else {
      answer.createAck().send();
      SipServletRequest ack = first.createAck();
      ack.setContent(answer.getRawContent(), answer.getContentType());
      ack.send();
    }
  }

  private void invite(SipApplicationSession call, SipServletResponse offer)
      throws ServletException, IOException {
    SipServletRequest invite =
        factory.createRequest(
            call, "INVITE", offer.getTo().getURI().toString(), (String) call.getAttribute(CALLED));
    invite.setContent(offer.getRawContent(), offer.getContentType());
    SipSession second = invite.getSession();
    second.setHandler(NAME);
    second.setAttribute(OTHER, offer.getSession());
    offer.getSession().setAttribute(OTHER, second);
    invite.send();
  }

  @Override
  protected void doErrorResponse(SipServletResponse refusal) throws IOException {
    SipApplicationSession call = refusal.getApplicationSession();
    SipServletResponse first = (SipServletResponse) call.getAttribute(FIRST_ANSWER);
    if (first != null && refusal.getMethod().equals("INVITE")) {
      first.createAck().send();
      first.getSession().createRequest("BYE").send();
    }
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
    SipSession other = (SipSession) bye.getSession().getAttribute(OTHER);
    if (other != null && other.isValid()) {
      other.createRequest("BYE").send();
    }
  }
}
