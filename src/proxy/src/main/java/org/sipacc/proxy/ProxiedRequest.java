package org.sipacc.proxy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.TooManyHopsException;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.SipMessageView;

/**
 * An initial request on its way through the proxy: which targets it is sent to, one attempt after
 * the other, and what accounting is told of it.
 *
 * <p>Attempts are driven from here, not by the container's sequential search, because a failure
 * hook stands between one and the next. Each attempt is a parallel set of branches of the one
 * {@link javax.servlet.sip.Proxy}; the container holds a negative reply back as long as a branch is
 * open, so the next attempt is started within the callback that tells of the failure.
 */
final class ProxiedRequest {
  private static final Logger LOG = System.getLogger(ProxiedRequest.class.getName());
  private static final String ATTRIBUTE = "org.sipacc.request";
  private static final LocalReply TERMINATED =
      new LocalReply(SipServletResponse.SC_REQUEST_TERMINATED, "Request Terminated", false);

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private final ServletMessage view;
  private final CallControl control;
  private final InDialogRequests inDialog;
  private final Branches branches;
  private final Deque<Step> untried = new ArrayDeque<>();
  private Attempt<ProxyBranch> attempt = new Attempt<>(Map.of());
  private boolean held;
  private boolean cancelled;

  /** Targets that are tried together, and how. */
  private record Step(List<String> targets, Relay relay) {}

  private ProxiedRequest(Proxying proxying, SipServletRequest request) {
    this.proxying = proxying;
    this.request = request;
    this.view = new ServletMessage(request);
    this.branches = new Branches(proxying, request);
    CallClock clock = CallClock.start();
    this.transaction =
        Transaction.initial(proxying.accounting(), Facts.of(request, clock.now()), clock);
    this.control = new CallControl(proxying, transaction, request.getApplicationSession());
    this.inDialog = new InDialogRequests(proxying, transaction, control);
    transaction.dialog().ifPresent(dialog -> dialog.controlledBy(control));
  }

  /** Takes an initial request in and sends it where the policy says. */
  static void take(Proxying proxying, SipServletRequest request) throws IOException {
    ProxiedRequest proxied = new ProxiedRequest(proxying, request);
    request.getApplicationSession().setAttribute(ATTRIBUTE, proxied);
    proxied.route();
  }

  /** The request an application session was made for. */
  static Optional<ProxiedRequest> of(SipApplicationSession session) {
    return Optional.ofNullable((ProxiedRequest) session.getAttribute(ATTRIBUTE));
  }

  /** The later requests of the dialog it set up. */
  InDialogRequests inDialog() {
    return inDialog;
  }

  /** Whether messages are still expected: it waits for its final reply, or its call is up. */
  boolean isAlive() {
    return held || transaction.accounting().isUp() || !attempt.isComplete();
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
    HookRun run = HookRun.overRequest(Hook.REQUEST, proxying, transaction, view);
    proxying.setDefinedExtras(run);
    if (run.localReply().isPresent()) {
      reply(run.localReply().get());
    } else if (run.relay().isPresent()) {
      relay(run.relay().get());
    } else {
      LOG.log(
          Level.WARNING,
          "no rule of the policy relays or answers {0} {1}; it is answered 404: add a rule to the"
              + " request hook",
          request.getMethod(),
          request.getRequestURI());
      reply(new LocalReply(404, "Not Found", false));
    }
  }

  private void relay(Relay relay) throws IOException {
    enqueue(relay);
    held = !relay.delay().isZero();
    if (held) {
      CallTimers.start(
          proxying.timers(),
          request.getApplicationSession(),
          relay.delay().toMillis(),
          CallTimers.Purpose.SEND);
    } else {
      startNext();
    }
  }

  /** The delay of its relay is over. */
  void heldLongEnough() {
    if (!held) {
      return;
    }
    held = false;
    try {
      startNext();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "after a delay: " + e.getMessage(), e);
    }
  }

  /** A target's reply came in, or the container made one up for want of any. */
  void branchReplied(SipServletResponse response) {
    ProxyBranch branch = response.getProxyBranch();
    if (response.getStatus() == Reply.TIMEOUT.status() && !attempt.isPending(branch)) {
      sent(Reply.TIMEOUT);
    } else if (targetReplied(branch, Facts.reply(response))) {
      replyHook(response);
    }
  }

  private boolean targetReplied(ProxyBranch branch, Reply reply) {
    Optional<String> target = attempt.reply(branch, reply);
    target.ifPresent(t -> transaction.tell(new TargetReplied(transaction.now(), t, reply)));
    return target.isPresent();
  }

  /** A provisional reply goes on to the caller. */
  void progressed(SipServletResponse response) {
    if (response.getStatus() == SipServletResponse.SC_TRYING) {
      return;
    }
    branches.progressed(response.getProxyBranch());
    replyHook(response);
    transaction.tell(new Progressed(transaction.now(), Facts.reply(response)));
  }

  /** The container chose the reply that goes upstream, unless another attempt is started now. */
  void bestReply(SipServletResponse response) {
    Reply reply = Facts.reply(response);
    if (reply.isNegative()
        && attemptFailed(attempt.best().orElse(reply), new ServletMessage(response))) {
      return;
    }
    if (reply.isSuccess() && transaction.facts().startsCall()) {
      control.answered(CallPaths.of(proxying.engine(), request, response), false);
    }
    sent(reply);
  }

  /** A branch got no reply in time; the container has not yet drawn its conclusion. */
  void branchTimedOut(ProxyBranch branch) {
    if (targetReplied(branch, Reply.TIMEOUT) && attempt.isComplete()) {
      Reply best = attempt.best().orElseThrow();
      attemptFailed(best, new LocalReplyView(best, view));
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
    cancelled = true;
    untried.clear();
    if (held) {
      held = false;
      sent(Reply.local(TERMINATED.code(), TERMINATED.reason(), ""));
      request.getApplicationSession().setExpires(1);
    }
  }

  /** A command ends the call while it rings. */
  void giveUp() {
    if (transaction.accounting().isUp() || transaction.accounting().isOver()) {
      return;
    }
    transaction.tell(new Cancelled(transaction.now(), EndCause.MI_TERMINATION));
    cancelled = true;
    untried.clear();
    try {
      if (held) {
        held = false;
        reply(TERMINATED);
      } else {
        branches.cancel();
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "a call cannot be given up: " + e.getMessage(), e);
    }
  }

  /**
   * All targets of the attempt failed: the place of the failure hook.
   *
   * @return whether another attempt is under way, or the hook answered the request
   */
  private boolean attemptFailed(Reply reply, SipMessageView replyView) {
    if (!attempt.conclude()) {
      return false;
    }
    transaction.tell(new AttemptFailed(transaction.now(), reply));
    HookRun run = HookRun.overFailure(proxying, transaction, view, replyView);
    try {
      if (run.localReply().isPresent()) {
        reply(run.localReply().get());
        return true;
      }
      if (cancelled) {
        return false;
      }
      if (run.relay().isPresent()) {
        untried.clear();
        enqueue(run.relay().get());
      } else if (reply.status() >= 600) {
        untried.clear();
      }
      return startNext();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "after a failed attempt: " + e.getMessage(), e);
      return false;
    }
  }

  private void enqueue(Relay relay) {
    List<String> targets = relay.targets().stream().distinct().toList();
    if (targets.isEmpty()) {
      untried.add(new Step(List.of(request.getRequestURI().toString()), relay));
    } else if (relay.mode() == Relay.Mode.SERIAL) {
      targets.forEach(target -> untried.add(new Step(List.of(target), relay)));
    } else {
      untried.add(new Step(targets, relay));
    }
  }

  private boolean startNext() throws IOException {
    Step step = untried.poll();
    if (step == null) {
      return false;
    }
    try {
      start(step);
      return true;
    } catch (TooManyHopsException e) {
      tooManyHops();
    } catch (ServletParseException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "cannot relay to {0}: {1}", step.targets(), e.getMessage());
      reply(new LocalReply(SipServletResponse.SC_SERVER_INTERNAL_ERROR, "Bad Target", false));
    } catch (IllegalStateException e) {
      LOG.log(Level.WARNING, "{0} cannot be reached: {1}", step.targets(), e.getMessage());
      unreachable();
    }
    return true;
  }

  /**
   * The request could not even be sent: the attempt failed as if each target had said so. The
   * branches are left to their timers if another attempt follows, for the container counts a
   * cancelled branch without a reply as one that may still answer.
   */
  private void unreachable() throws IOException {
    LocalReply reply =
        new LocalReply(SipServletResponse.SC_SERVICE_UNAVAILABLE, "Service Unavailable", false);
    Reply failure = Reply.local(reply.code(), reply.reason(), "");
    List<ProxyBranch> failed =
        branches.all().stream().filter(branch -> targetReplied(branch, failure)).toList();
    if (!attemptFailed(failure, new LocalReplyView(failure, view))) {
      reply(reply);
      failed.forEach(ProxyBranch::cancel);
    }
  }

  /** Some containers have answered by themselves when they throw it. */
  private void tooManyHops() throws IOException {
    LocalReply reply = new LocalReply(SipServletResponse.SC_TOO_MANY_HOPS, "Too many hops", false);
    if (request.isCommitted()) {
      sent(Reply.local(reply.code(), reply.reason(), ""));
    } else {
      reply(reply);
    }
  }

  private void start(Step step) throws TooManyHopsException, ServletParseException {
    Map<ProxyBranch, String> tried = branches.to(step.targets(), step.relay());
    attempt = new Attempt<>(tried);
    transaction.tell(new AttemptStarted(transaction.now(), step.targets()));
    for (ProxyBranch branch : tried.keySet()) {
      ServletMessage branchView = new ServletMessage(branch.getRequest());
      HookRun.overRequest(Hook.BRANCH, proxying, transaction, branchView);
    }
    branches.start();
  }

  private void replyHook(SipServletResponse response) {
    HookRun.overReply(proxying, transaction, view, new ServletMessage(response));
  }

  private void reply(LocalReply reply) throws IOException {
    SipServletResponse response = request.createResponse(reply.code(), reply.reason());
    Reply answer = Reply.local(reply.code(), reply.reason(), Facts.toTag(response));
    boolean answersCall = answer.isSuccess() && transaction.facts().startsCall();
    if (reply.stateless()) {
      transaction.tell(new RepliedStatelessly(transaction.now(), answer));
    } else {
      if (answersCall) {
        control.answered(CallPaths.of(proxying.engine(), request, response), true);
      }
      sent(answer);
    }
    response.send();
    if (!answersCall) {
      request.getApplicationSession().setExpires(1);
    }
  }

  private void sent(Reply reply) {
    transaction.tell(new ReplySent(transaction.now(), reply));
  }
}
