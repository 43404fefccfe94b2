package org.sipacc.proxy;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
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
  private final AccountingContext call;
  private final CallClock clock;
  private final Map<String, Transaction> unanswered = new HashMap<>(2);

  InDialogRequests(Proxying proxying, AccountingContext call, CallClock clock) {
    this.proxying = proxying;
    this.call = call;
    this.clock = clock;
  }

  /** Takes a request in; the container relays it afterwards, unless the policy answers it. */
  void take(SipServletRequest request) throws IOException {
    endOf(request)
        .ifPresent(
            cause -> proxying.accounting().record(call, new ByeReceived(clock.now(), cause)));
    Instant received = clock.now();
    Transaction transaction =
        new Transaction(() -> proxying.accounting().open(Facts.of(request, received)), clock);
    HookRun run = HookRun.overRequest(transaction, proxying.factory(), new ServletMessage(request));
    proxying.run(Hook.REQUEST, run);
    if (transaction.isAccounted()) {
      proxying.setDefinedExtras(run);
    }
    if (run.localReply().isPresent()) {
      LocalReply reply = run.localReply().get();
      request.createResponse(reply.code(), reply.reason()).send();
      replied(request, Optional.of(transaction), Reply.local(reply.code(), reply.reason(), ""));
    } else if (transaction.isAccounted()
        && !request.getMethod().equals("ACK")
        && unanswered.size() < MOST_UNANSWERED) {
      unanswered.put(key(request), transaction);
    }
  }

  /** A reply goes on to whoever sent the request. */
  void replied(SipServletResponse response) {
    Reply reply = Facts.reply(response);
    if (!reply.isFinal()) {
      return;
    }
    replied(response, Optional.ofNullable(unanswered.remove(key(response))), reply);
  }

  private void replied(SipServletMessage message, Optional<Transaction> transaction, Reply reply) {
    transaction.ifPresent(
        t -> proxying.accounting().record(t.accounting(), new ReplySent(clock.now(), reply)));
    endOf(message)
        .ifPresent(cause -> proxying.accounting().record(call, new Ended(clock.now(), cause)));
  }

  /** Why the call ends by this BYE, or by the reply to it; empty if it does not. */
  private Optional<EndCause> endOf(SipServletMessage message) {
    String fromTag = Facts.fromTag(message);
    if (!message.getMethod().equals("BYE")
        || !call.isAnsweredDialog(fromTag, Facts.toTag(message))) {
      return Optional.empty();
    }
    return Optional.of(
        fromTag.equals(call.request().fromTag()) ? EndCause.DOWNSTREAM_BYE : EndCause.UPSTREAM_BYE);
  }

  private static String key(SipServletMessage message) {
    return message.getMethod() + " " + ServletMessage.cseq(message) + " " + Facts.fromTag(message);
  }
}
