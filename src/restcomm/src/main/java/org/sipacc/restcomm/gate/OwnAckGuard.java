package org.sipacc.restcomm.gate;

import javax.sip.RequestEvent;
import javax.sip.message.Request;

/** Takes the ACK to an answer of the gate: the transaction has absorbed it already. */
final class OwnAckGuard implements RequestGuard {

  @Override
  public boolean takes(RequestEvent event) {
    return event.getRequest().getMethod().equals(Request.ACK)
        && Replies.isOwn(event.getServerTransaction());
  }
}
