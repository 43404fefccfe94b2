package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.TooManyHopsException;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;

/**
 * An initial request in another application, which routes or answers it, and the requests of its
 * dialog: what the application tells of them becomes what accounting is told.
 *
 * <p>Thread-safe: an application may send from any thread.
 */
final class ObservedRequest {
  private static final Logger LOG = System.getLogger(ObservedRequest.class.getName());

  /** More than this many unanswered at once is no dialog but an attack: the rest go unaccounted. */
  private static final int MOST_UNANSWERED = 32;

  /** A request without a final reply after this time never gets one. */
  private static final Duration LONGEST_SET_UP = Duration.ofHours(1);

  private final Proxying proxying;
  private final Transaction initial;
  private final WeakReference<SipServletRequest> request;
  private final Map<String, Transaction> unanswered = new HashMap<>(2);
  private final Set<Transaction> defined = new HashSet<>(2);
  private final Set<String> tried = new HashSet<>(2);
  private final Set<String> replied = new HashSet<>(2);
  private boolean proxied;
  private boolean done;

  private ObservedRequest(Proxying proxying, Transaction initial, SipServletRequest request) {
    this.proxying = proxying;
    this.initial = initial;
    this.request = new WeakReference<>(request);
  }

  /** Of a request that came in just now. */
  static ObservedRequest begin(Proxying proxying, SipServletRequest request) {
    CallClock clock = CallClock.start();
    Transaction transaction =
        Transaction.initial(proxying.accounting(), Facts.of(request, clock.now()), clock);
    String application = request.getApplicationSession().getApplicationName();
    transaction.dialog().ifPresent(dialog -> OtherApplications.claim(dialog, application));
    return new ObservedRequest(proxying, transaction, request);
  }

  /** Of a call that was up, or rang, when this application was undeployed. */
  static ObservedRequest former(Proxying proxying, Dialog dialog) {
    return new ObservedRequest(proxying, Transaction.former(proxying.accounting(), dialog), null);
  }

  Optional<Dialog> dialog() {
    return initial.dialog();
  }

  /** Whether nothing more can follow. */
  synchronized boolean isOver() {
    return initial.dialog().map(dialog -> dialog.accounting().isOver()).orElse(done);
  }

  /** Whether it is over, or has waited too long for its final reply; then it is forgotten. */
  synchronized boolean isAbandoned() {
    if (isOver()) {
      return true;
    }
    boolean late = initial.facts().received().plus(LONGEST_SET_UP).isBefore(initial.now());
    if (!late || initial.accounting().isUp()) {
      return false;
    }
    initial.dialog().ifPresent(proxying.accounting().dialogs()::forget);
    return true;
  }

  /** Does a verb to the transaction the message belongs to; empty if it is known no more. */
  synchronized <T> Optional<T> ask(SipServletMessage message, Function<AccountingVerbs, T> verb) {
    Optional<Transaction> transaction = transaction(message);
    transaction.ifPresent(known -> define(known, message));
    return transaction.map(known -> verb.apply(new AccountingVerbs(proxying.accounting(), known)));
  }

  private Optional<Transaction> transaction(SipServletMessage message) {
    return isOfInitial(message)
        ? Optional.of(initial)
        : Optional.ofNullable(unanswered.get(key(message)));
  }

  private void define(Transaction transaction, SipServletMessage message) {
    if (defined.add(transaction)) {
      SipServletMessage asked =
          message instanceof SipServletResponse response ? response.getRequest() : message;
      proxying.setDefinedExtras(
          HookRun.withoutRules(proxying, transaction, new ServletMessage(asked)));
    }
  }

  /** A later request came in. */
  synchronized void received(SipServletRequest later) {
    switch (later.getMethod()) {
      case "ACK" -> initial.dialog().ifPresent(Dialog::acknowledged);
      case "CANCEL" -> cancelled();
      default -> begins(later);
    }
  }

  private void begins(SipServletRequest later) {
    Instant now = initial.now();
    endOf(later).ifPresent(cause -> initial.tellCall(new ByeReceived(now, cause)));
    if (unanswered.size() < MOST_UNANSWERED) {
      unanswered.put(key(later), initial.within(Facts.of(later, now)));
    }
  }

  /** The container answers what is not proxied with 487 (JSR 289 section 11.2.3). */
  private void cancelled() {
    initial.tell(new Cancelled(initial.now(), EndCause.CANCELLED));
    if (!isProxied()) {
      finalReply(Reply.local(FinalReply.TERMINATED.code(), FinalReply.TERMINATED.reason(), ""));
    }
  }

  /** The application has seen a request. */
  synchronized void handled(SipServletRequest seen) {
    if (!isOfInitial(seen)) {
      if (seen.isCommitted() && !isProxied()) {
        answered(seen, Reply.local(SipServletResponse.SC_OK, "OK", ""));
      }
    } else if (seen.isInitial() && isProxied()) {
      proxy(seen)
          .ifPresent(
              proxy ->
                  tryTargets(
                      proxy.getProxyBranches().stream().map(ObservedRequest::target).toList()));
    } else if (seen.isInitial() && seen.isCommitted() && !isAnswered()) {
      LOG.log(
          Level.WARNING,
          "{0} answered {1} {2} past accounting, so that nothing is recorded of it: send replies by"
              + " Accounting.send",
          seen.getApplicationSession().getApplicationName(),
          seen.getMethod(),
          seen.getCallId());
      done = true;
    }
  }

  private boolean isAnswered() {
    return done || initial.accounting().isUp() || isOver();
  }

  private boolean isProxied() {
    proxied = proxied || Optional.ofNullable(request.get()).flatMap(this::proxy).isPresent();
    return proxied;
  }

  private Optional<Proxy> proxy(SipServletRequest sent) {
    try {
      return Optional.ofNullable(sent.getProxy(false));
    } catch (TooManyHopsException | IllegalStateException e) {
      // It has been answered.
      return Optional.empty();
    }
  }

  /** A reply came in, on the side of whoever sent the request. */
  synchronized void received(SipServletResponse response) {
    boolean branch = response.isBranchResponse();
    if (!isOfInitial(response)) {
      if (!branch) {
        replied(response, Facts.reply(response));
      }
      return;
    }
    proxied = true;
    if (response.getStatus() >= SipServletResponse.SC_OK && response.getProxyBranch() != null) {
      targetReplied(target(response.getProxyBranch()), Facts.replyByBranch(response));
    }
    if (!branch) {
      initialReplied(Facts.replyByBranch(response));
    } else if (response.getStatus() == Reply.TIMEOUT.status() && replied.containsAll(tried)) {
      // The container makes this reply up and sends it without a further word.
      initialReplied(Reply.TIMEOUT);
    }
  }

  /** Sends on what a party or the application itself replied. */
  synchronized void sending(SipServletMessage message) {
    if (message instanceof SipServletResponse response) {
      Reply reply = Reply.local(response.getStatus(), reason(response), Facts.toTag(response));
      if (isOfInitial(response)) {
        initialReplied(reply);
      } else {
        replied(response, reply);
      }
    } else if (message instanceof SipServletRequest own && !own.isInitial()) {
      if (!own.getMethod().equals("ACK") && !own.getMethod().equals("CANCEL")) {
        begins(own);
      }
    }
  }

  /** A request to a callee is about to be sent. */
  synchronized void attempt(SipServletRequest outgoing) {
    tryTargets(List.of(outgoing.getRequestURI().toString()));
  }

  /** A callee replied to the application. */
  synchronized void attemptReplied(SipServletResponse response) {
    if (!response.getMethod().equals("INVITE")) {
      return;
    }
    Reply reply = Reply.local(response.getStatus(), reason(response), "");
    if (reply.isFinal() && !isAnswered()) {
      targetReplied(response.getRequest().getRequestURI().toString(), reply);
      if (reply.isNegative()) {
        initial.tell(new AttemptFailed(initial.now(), reply));
      }
    }
  }

  private void tryTargets(List<String> targets) {
    List<String> more = targets.stream().filter(tried::add).toList();
    if (!more.isEmpty()) {
      initial.tell(new AttemptStarted(initial.now(), more));
    }
  }

  private void targetReplied(String target, Reply reply) {
    tryTargets(List.of(target));
    if (replied.add(target)) {
      initial.tell(new TargetReplied(initial.now(), target, reply));
    }
  }

  private void initialReplied(Reply reply) {
    if (reply.isFinal()) {
      finalReply(reply);
    } else if (reply.status() > SipServletResponse.SC_TRYING) {
      initial.tell(new Progressed(initial.now(), reply));
    }
  }

  private void finalReply(Reply reply) {
    initial.tell(new ReplySent(initial.now(), reply));
    done = initial.dialog().isEmpty();
  }

  private void replied(SipServletResponse response, Reply reply) {
    if (reply.isFinal()) {
      answered(response, reply);
    } else if (reply.status() > SipServletResponse.SC_TRYING) {
      Optional.ofNullable(unanswered.get(key(response)))
          .filter(Transaction::isAccounted)
          .ifPresent(known -> known.tell(new Progressed(initial.now(), reply)));
    }
  }

  private void answered(SipServletMessage message, Reply reply) {
    Transaction transaction = unanswered.remove(key(message));
    if (transaction == null) {
      return;
    }
    defined.remove(transaction);
    if (transaction.isAccounted()) {
      transaction.tell(new ReplySent(initial.now(), reply));
    }
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

  /** Whether it is the initial request or a reply to it. */
  private boolean isOfInitial(SipServletMessage message) {
    boolean within = message instanceof SipServletRequest later && !Facts.toTag(later).isEmpty();
    return !within
        && message.getMethod().equals(initial.facts().method())
        && Facts.fromTag(message).equals(initial.facts().fromTag())
        && !unanswered.containsKey(key(message));
  }

  private static String key(SipServletMessage message) {
    return message.getMethod() + " " + ServletMessage.cseq(message) + " " + Facts.fromTag(message);
  }

  private static String target(ProxyBranch branch) {
    return branch.getRequest().getRequestURI().toString();
  }

  private static String reason(SipServletResponse response) {
    return Optional.ofNullable(response.getReasonPhrase()).orElse("");
  }
}
