package org.sipacc.proxy;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;

/**
 * The requests inside the dialog that an initial request set up. The container routes them by their
 * Route set; here they are accounted, each as a transaction of its own, and a BYE ends the call.
 */
final class InDialogRequests {
  /** More than this many unanswered at once is no dialog but an attack: the rest go unaccounted. */
  private static final int MOST_UNANSWERED = 32;

  private final Proxying proxying;
  private final Transaction initial;
  private final CallControl control;
  private final Map<String, Transaction> unanswered = new HashMap<>(2);

  /**
   * @param initial the request that set the dialog up
   */
  InDialogRequests(Proxying proxying, Transaction initial, CallControl control) {
    this.proxying = proxying;
    this.initial = initial;
    this.control = control;
  }

  /** Takes a request in; the container relays it afterwards, unless the policy answers it. */
  void take(SipServletRequest request) throws IOException {
    Instant received = initial.now();
    endOf(request).ifPresent(cause -> initial.tellCall(new ByeReceived(received, cause)));
    control.passed(request);
    boolean ack = request.getMethod().equals("ACK");
    if (ack) {
      initial.dialog().ifPresent(Dialog::acknowledged);
    }
    Transaction transaction = initial.within(Facts.of(request, received));
    HookRun run =
        HookRun.overRequest(Hook.REQUEST, proxying, transaction, new ServletMessage(request));
    if (transaction.isAccounted()) {
      proxying.setDefinedExtras(run);
      initial.dialog().ifPresent(proxying.accounting()::keep);
    }
    Optional<LocalReply> answer =
        ack ? Optional.empty() : run.localReply().or(() -> ownAnswer(request));
    if (answer.isPresent()) {
      reply(request, transaction, answer.get());
    } else if (!ack && unanswered.size() < MOST_UNANSWERED) {
      unanswered.put(key(request), transaction);
    }
    if (answer.isEmpty()) {
      Credentials.consume(request, run.proved());
    }
  }

  /** In a call that was answered here there is nobody to relay to. */
  private Optional<LocalReply> ownAnswer(SipServletRequest request) {
    if (!control.isAnsweredHere()) {
      return Optional.empty();
    }
    return Optional.of(
        request.getMethod().equals("BYE")
            ? new LocalReply(SipServletResponse.SC_OK, "OK", false)
            : new LocalReply(SipServletResponse.SC_NOT_IMPLEMENTED, "Not Implemented", false));
  }

  private void reply(SipServletRequest request, Transaction transaction, LocalReply answer)
      throws IOException {
    SipServletResponse response = request.createResponse(answer.code(), answer.reason());
    answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
    response.send();
    if (transaction.isAccounted()) {
      Reply reply = Reply.local(answer.code(), answer.reason(), "");
      transaction.tell(
          answer.stateless()
              ? new RepliedStatelessly(initial.now(), reply)
              : new ReplySent(initial.now(), reply));
    }
    end(request);
  }

  /** A reply goes on to whoever sent the request. */
  void replied(SipServletResponse response) {
    Reply reply = Facts.reply(response);
    Optional<Transaction> transaction =
        Optional.ofNullable(
            reply.isFinal() ? unanswered.remove(key(response)) : unanswered.get(key(response)));
    control.passed(response);
    transaction.ifPresent(t -> replied(response, t, reply));
    if (reply.isFinal()) {
      end(response);
    }
  }

  private void replied(SipServletResponse response, Transaction transaction, Reply reply) {
    HookRun.overReply(
        proxying,
        transaction,
        new ServletMessage(response.getRequest()),
        new ServletMessage(response));
    if (transaction.isAccounted()) {
      transaction.tell(
          reply.isFinal()
              ? new ReplySent(initial.now(), reply)
              : new Progressed(initial.now(), reply));
    }
  }

  private void end(SipServletMessage message) {
    endOf(message).ifPresent(cause -> initial.tellCall(new Ended(initial.now(), cause)));
  }

  /** Why the call ends by this BYE, or by the reply to it; empty if it does not. */
  private Optional<EndCause> endOf(SipServletMessage message) {
    String fromTag = Facts.fromTag(message);
    if (!message.getMethod().equals("BYE")
        || !initial.accounting().isAnsweredDialog(fromTag, Facts.toTag(message))) {
      return Optional.empty();
    }
    return Optional.of(
        fromTag.equals(initial.facts().fromTag())
            ? EndCause.DOWNSTREAM_BYE
            : EndCause.UPSTREAM_BYE);
  }

  private static String key(SipServletMessage message) {
    return message.getMethod() + " " + ServletMessage.cseq(message) + " " + Facts.fromTag(message);
  }
}
