package org.sipacc.restcomm.gate;

import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * A request with a To-tag that belongs to no session of ours is answered, an ACK dropped. The
 * engine would relay it to its Request-URI if that is foreign, without a Via of its own. One that
 * belongs to a proxied dialog is looked at more closely.
 */
final class DialogGuard implements RequestGuard {

  private final DialogLookup dialogs;
  private final EarlyDialogs earlyDialogs;
  private final UnknownDialogReply reply;
  private final Replies replies;

  DialogGuard(
      SipEngine engine, EarlyDialogs earlyDialogs, UnknownDialogReply reply, Replies replies) {
    dialogs = new DialogLookup(engine);
    this.earlyDialogs = earlyDialogs;
    this.reply = reply;
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    Request request = event.getRequest();
    if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() == null
        || request.getMethod().equals(Request.CANCEL)
        || isAckOfTransaction(event)) {
      return false;
    }
    Optional<MobicentsSipSession> session = dialogs.find(request);
    if (session.isEmpty()) {
      answer(event, reply.code(), reply.reason());
      return true;
    }
    if (session.get().getProxy() == null) {
      return false;
    }
    if (isSpent(request)) {
      answer(event, 483, "Too Many Hops");
      return true;
    }
    return earlyDialogs.takes(event, session.get().getProxy());
  }

  private static boolean isAckOfTransaction(RequestEvent event) {
    return event.getRequest().getMethod().equals(Request.ACK)
        && event.getServerTransaction() != null;
  }

  private static boolean isSpent(Request request) {
    MaxForwardsHeader header = (MaxForwardsHeader) request.getHeader(MaxForwardsHeader.NAME);
    return header != null && header.getMaxForwards() == 0;
  }

  private void answer(RequestEvent event, int code, String reason) throws SipException {
    if (!event.getRequest().getMethod().equals(Request.ACK)) {
      replies.send(event, code, reason);
    }
  }
}
