package org.sipacc.restcomm.gate;

import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * A request with a To-tag that belongs to no session of ours is answered, an ACK dropped. The
 * engine would relay it to its Request-URI if that is foreign, without a Via of its own.
 */
final class DialogGuard implements RequestGuard {

  private final DialogLookup dialogs;
  private final UnknownDialogReply reply;
  private final Replies replies;

  DialogGuard(SipEngine engine, UnknownDialogReply reply, Replies replies) {
    dialogs = new DialogLookup(engine);
    this.reply = reply;
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    Request request = event.getRequest();
    boolean inDialog = ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
    if (!inDialog
        || request.getMethod().equals(Request.CANCEL)
        || dialogs.knows(request)
        || isAckOfTransaction(event)) {
      return false;
    }
    if (!request.getMethod().equals(Request.ACK)) {
      replies.send(event, reply.code(), reply.reason());
    }
    return true;
  }

  private static boolean isAckOfTransaction(RequestEvent event) {
    return event.getRequest().getMethod().equals(Request.ACK)
        && event.getServerTransaction() != null;
  }
}
