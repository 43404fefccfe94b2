package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPRequest;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * A request in one of the {@link ForkedDialogs} is relayed by its Route, a CANCEL included: only
 * that of a re-INVITE has a To-tag.
 */
final class ForkedDialogGuard implements RequestGuard {

  private final DialogLookup dialogs;
  private final ForkedDialogs forkedDialogs;
  private final StatelessRelay relay;
  private final Replies replies;

  ForkedDialogGuard(
      SipEngine engine, ForkedDialogs forkedDialogs, StatelessRelay relay, Replies replies) {
    dialogs = new DialogLookup(engine);
    this.forkedDialogs = forkedDialogs;
    this.relay = relay;
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    SIPRequest request = (SIPRequest) event.getRequest();
    if (request.getToTag() == null
        || dialogs.ownRoute(request).isEmpty()
        || !forkedDialogs.hold(request)) {
      return false;
    }
    StatelessRelay.Outcome outcome = relay.relay(request);
    if (outcome != StatelessRelay.Outcome.SENT && !request.getMethod().equals(Request.ACK)) {
      replies.send(event, outcome.code(), outcome.reason());
    }
    return true;
  }
}
