package org.sipacc.proxy;

import java.io.IOException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.policy.LocalReply;

/** The final reply to an initial request: made here, or passed on; accounting is told of it. */
final class FinalReply {
  /** What the caller of a cancelled request gets (RFC 3261 section 9.2). */
  static final LocalReply TERMINATED =
      new LocalReply(SipServletResponse.SC_REQUEST_TERMINATED, "Request Terminated", false);

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private final CallControl control;

  FinalReply(
      Proxying proxying, SipServletRequest request, Transaction transaction, CallControl control) {
    this.proxying = proxying;
    this.request = request;
    this.transaction = transaction;
    this.control = control;
  }

  /** Answers the request. */
  void send(LocalReply reply) throws IOException {
    SipServletResponse response = request.createResponse(reply.code(), reply.reason());
    reply.headers().forEach(header -> response.addHeader(header.name(), header.value()));
    Reply answer = Reply.local(reply.code(), reply.reason(), Facts.toTag(response));
    if (reply.stateless()) {
      transaction.tell(new RepliedStatelessly(transaction.now(), answer));
    } else {
      answered(answer, response, true);
      sent(answer);
    }
    response.send();
    if (!transaction.accounting().isUp()) {
      forgetSoon();
    }
  }

  /** The container passes this reply on. */
  void relayed(SipServletResponse response) {
    Reply reply = Facts.replyByBranch(response);
    answered(reply, response, false);
    sent(reply);
  }

  /** The container answers by itself. */
  void sent(Reply reply) {
    transaction.tell(new ReplySent(transaction.now(), reply));
  }

  /** The container would keep the sessions of a request that was not proxied. */
  void forgetSoon() {
    request.getApplicationSession().setExpires(1);
  }

  private void answered(Reply reply, SipServletResponse response, boolean here) {
    if (reply.isSuccess() && transaction.facts().startsCall()) {
      control.answered(CallPaths.of(proxying.engine(), request, response), response, here);
    }
  }
}
