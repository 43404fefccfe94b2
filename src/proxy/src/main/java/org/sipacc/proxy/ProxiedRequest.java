package org.sipacc.proxy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Relay;

/** An initial request on its way through the proxy, from its arrival to the end of its call. */
final class ProxiedRequest {
  private static final Logger LOG = System.getLogger(ProxiedRequest.class.getName());
  private static final String ATTRIBUTE = "org.sipacc.request";

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private final FinalReply finalReply;
  private final Attempts attempts;
  private final InDialogRequests inDialog;
  private boolean held;

  private ProxiedRequest(Proxying proxying, SipServletRequest request) {
    this.proxying = proxying;
    this.request = request;
    CallClock clock = CallClock.start();
    this.transaction =
        Transaction.initial(proxying.accounting(), Facts.of(request, clock.now()), clock);
    CallControl control =
        new CallControl(proxying, transaction, Optional.of(request.getApplicationSession()));
    this.finalReply = new FinalReply(proxying, request, transaction, control);
    this.attempts = new Attempts(proxying, request, transaction, finalReply);
    this.inDialog = new InDialogRequests(proxying, transaction, control);
    transaction.dialog().ifPresent(dialog -> dialog.controlledBy(control));
  }

  /** Takes an initial request in and sends it where the policy says. */
  static void take(Proxying proxying, SipServletRequest request) throws IOException {
    if (Admission.isRefused(proxying.accounting(), request)) {
      return;
    }
    ProxiedRequest proxied = new ProxiedRequest(proxying, request);
    request.getApplicationSession().setAttribute(ATTRIBUTE, proxied);
    proxying.keepSessions(request);
    proxied.route();
  }

  /** The request an application session was made for. */
  static Optional<ProxiedRequest> of(SipApplicationSession session) {
    return Optional.ofNullable((ProxiedRequest) session.getAttribute(ATTRIBUTE));
  }

  /** Its way to its targets, and their replies. */
  Attempts attempts() {
    return attempts;
  }

  /** The later requests of the dialog it set up. */
  InDialogRequests inDialog() {
    return inDialog;
  }

  /** Whether messages are still expected: it waits for its final reply, or its call is up. */
  boolean isAlive() {
    return held || transaction.accounting().isUp() || attempts.isOpen();
  }

  /** The container lets go of it: what is not up now never will be. */
  void released() {
    if (!isAlive()) {
      transaction.dialog().ifPresent(proxying.accounting().dialogs()::forget);
    }
  }

  /** Whether this is a reply to the initial request, not to a later one of its dialog. */
  boolean isRepliedBy(SipServletResponse response) {
    return response.getMethod().equals(request.getMethod())
        && Facts.fromTag(response).equals(transaction.facts().fromTag())
        && ServletMessage.cseq(response) == ServletMessage.cseq(request);
  }

  private void route() throws IOException {
    HookRun run =
        HookRun.overRequest(Hook.REQUEST, proxying, transaction, new ServletMessage(request));
    proxying.setDefinedExtras(run);
    if (run.localReply().isPresent()) {
      finalReply.send(run.localReply().get());
    } else if (run.relay().isPresent()) {
      transaction.dialog().ifPresent(this::keep);
      Credentials.consume(request, run.proved());
      relay(run.relay().get());
    } else {
      LOG.log(
          Level.WARNING,
          "no rule of the policy relays or answers {0} {1}; it is answered 404: add a rule to the"
              + " request hook",
          request.getMethod(),
          request.getRequestURI());
      finalReply.send(new LocalReply(SipServletResponse.SC_NOT_FOUND, "Not Found", false));
    }
  }

  private void keep(Dialog dialog) {
    dialog.setPaths(CallPaths.ringing(proxying.engine(), request));
    proxying.accounting().keep(dialog);
  }

  private void relay(Relay relay) throws IOException {
    attempts.enqueue(relay);
    held = !relay.delay().isZero();
    if (held) {
      CallTimers.start(
          proxying.timers(),
          request.getApplicationSession(),
          relay.delay().toMillis(),
          CallTimers.Purpose.SEND);
    } else {
      start();
    }
  }

  private void start() throws IOException {
    if (attempts.startNext() && transaction.facts().startsCall() && !request.isCommitted()) {
      request.createResponse(SipServletResponse.SC_TRYING).send();
    }
  }

  /** The delay of its relay is over. */
  void heldLongEnough() {
    if (!held) {
      return;
    }
    held = false;
    try {
      start();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "after a delay: " + e.getMessage(), e);
    }
  }

  /**
   * The caller gave up. The container has answered the CANCEL, and answers the request with 487 if
   * it has not been sent anywhere.
   */
  void cancelled(SipServletRequest cancel) {
    transaction.tell(new Cancelled(transaction.now(), EndCause.CANCELLED));
    Transaction own = transaction.cancelled(Facts.of(cancel, transaction.now()));
    HookRun run = HookRun.overRequest(Hook.REQUEST, proxying, own, new ServletMessage(cancel));
    if (own.isAccounted()) {
      proxying.setDefinedExtras(run);
      own.tell(new ReplySent(own.now(), Reply.local(SipServletResponse.SC_OK, "OK", "")));
    }
    attempts.giveUp();
    if (held) {
      held = false;
      LocalReply terminated = FinalReply.TERMINATED;
      finalReply.sent(Reply.local(terminated.code(), terminated.reason(), ""));
      finalReply.forgetSoon();
    }
  }

  /** A command ends the call while it rings. */
  void giveUp() {
    if (transaction.accounting().isUp() || transaction.accounting().isOver()) {
      return;
    }
    transaction.tell(new Cancelled(transaction.now(), EndCause.MI_TERMINATION));
    attempts.giveUp();
    if (!held) {
      attempts.cancel();
      return;
    }
    held = false;
    try {
      finalReply.send(FinalReply.TERMINATED);
    } catch (IOException e) {
      LOG.log(Level.ERROR, "a call cannot be given up: " + e.getMessage(), e);
    }
  }
}
