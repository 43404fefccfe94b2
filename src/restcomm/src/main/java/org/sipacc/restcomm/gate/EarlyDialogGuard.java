package org.sipacc.restcomm.gate;

import java.util.Set;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.proxy.MobicentsProxy;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * A request in a proxied dialog before its final 2xx, such as a caller's BYE while it rings, is
 * relayed by its Route. The engine would neither pass it on nor answer it.
 */
final class EarlyDialogGuard implements RequestGuard {

  /** What the engine passes on itself, and what has a guard of its own. */
  private static final Set<String> NOT_HERE =
      Set.of(Request.ACK, Request.CANCEL, Request.PRACK, Request.UPDATE, Request.NOTIFY);

  private final DialogLookup dialogs;
  private final StatelessRelay relay;
  private final Replies replies;

  EarlyDialogGuard(SipEngine engine, StatelessRelay relay, Replies replies) {
    dialogs = new DialogLookup(engine);
    this.relay = relay;
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    Request request = event.getRequest();
    if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() == null
        || NOT_HERE.contains(request.getMethod())
        || !dialogs.find(request).map(EarlyDialogGuard::isUnanswered).orElse(false)) {
      return false;
    }
    if (request.getMethod().equals(Request.INVITE)) {
      replies.send(event, Response.REQUEST_PENDING, "Request Pending");
      return true;
    }
    StatelessRelay.Outcome outcome = relay.relay(request);
    if (outcome != StatelessRelay.Outcome.SENT) {
      replies.send(event, outcome.code(), outcome.reason());
    }
    return true;
  }

  private static boolean isUnanswered(MobicentsSipSession session) {
    MobicentsProxy proxy = session.getProxy();
    return proxy != null && proxy.getFinalBranchForSubsequentRequests() == null;
  }
}
