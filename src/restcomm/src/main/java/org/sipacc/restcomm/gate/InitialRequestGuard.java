package org.sipacc.restcomm.gate;

import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.sipacc.restcomm.engine.ApplicationChoice;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * An initial request that no deployed application takes gets 404, or 503 when none is up or the
 * server is stopping. The engine would relay it to its Request-URI.
 */
final class InitialRequestGuard implements RequestGuard {

  private final SipEngine engine;
  private final ApplicationChoice choice;
  private final Replies replies;

  InitialRequestGuard(SipEngine engine, Replies replies) {
    this.engine = engine;
    this.replies = replies;
    choice = new ApplicationChoice(engine);
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    Request request = event.getRequest();
    if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null
        || request.getMethod().equals(Request.CANCEL)) {
      return false;
    }
    if (request.getMethod().equals(Request.ACK)) {
      return event.getServerTransaction() == null;
    }
    if (engine.isDraining() || engine.applications().isEmpty()) {
      replies.sendUnavailable(event);
      return true;
    }
    if (choice.findsOne(request)) {
      return false;
    }
    replies.send(event, Response.NOT_FOUND, "Not Found");
    return true;
  }
}
