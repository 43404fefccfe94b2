package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Set;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.proxy.MobicentsProxy;

/**
 * A request in a proxied dialog before its final 2xx, such as a caller's BYE while it rings, is
 * relayed by its Route. The engine would neither pass it on nor answer it.
 */
final class EarlyDialogs {

  /** What the engine passes on itself. */
  private static final Set<String> NOT_HERE =
      Set.of(Request.ACK, Request.PRACK, Request.UPDATE, Request.NOTIFY);

  private final StatelessRelay relay;
  private final Replies replies;

  EarlyDialogs(StatelessRelay relay, Replies replies) {
    this.relay = relay;
    this.replies = replies;
  }

  boolean takes(RequestEvent event, MobicentsProxy proxy) throws SipException {
    Request request = event.getRequest();
    if (proxy.getFinalBranchForSubsequentRequests() != null
        || NOT_HERE.contains(request.getMethod())) {
      return false;
    }
    if (request.getMethod().equals(Request.INVITE)) {
      replies.send(event, Response.REQUEST_PENDING, "Request Pending");
      return true;
    }
    StatelessRelay.Outcome outcome = relay.relay((SIPRequest) request);
    if (outcome != StatelessRelay.Outcome.SENT) {
      replies.send(event, outcome.code(), outcome.reason());
    }
    return true;
  }
}
