package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A CANCEL that matches no INVITE gets 481 (RFC 3261 section 9.2); the engine would say 200. */
final class StrayCancelGuard implements RequestGuard {

  private final Replies replies;

  StrayCancelGuard(Replies replies) {
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    if (!event.getRequest().getMethod().equals(Request.CANCEL)) {
      return false;
    }
    var stack = (SIPTransactionStack) ((SipProvider) event.getSource()).getSipStack();
    if (stack.findCancelTransaction((SIPRequest) event.getRequest(), true) != null) {
      return false;
    }
    replies.send(
        event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "Call/Transaction Does Not Exist");
    return true;
  }
}
