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
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
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

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private final ServletMessage view;
  private final InDialogRequests inDialog;
  private final Branches branches;
  private final Deque<List<String>> untried = new ArrayDeque<>();
  private Attempt<ProxyBranch> attempt = new Attempt<>(Map.of());
  private boolean cancelled;

  private ProxiedRequest(Proxying proxying, SipServletRequest request) {
    this.proxying = proxying;
    this.request = request;
    this.view = new ServletMessage(request);
    this.branches = new Branches(proxying, request);
    CallClock clock = CallClock.start();
    AccountingContext accounting = proxying.accounting().open(Facts.of(request, clock.now()));
    this.transaction = new Transaction(() -> accounting, clock);
    this.inDialog = new InDialogRequests(proxying, accounting, clock);
  }

  /** Takes an initial request in and sends it where the policy says. */
  static void take(Proxying proxying, SipServletRequest request) throws IOException {
    ProxiedRequest proxied = new ProxiedRequest(proxying, request);
    request.getApplicationSession().setAttribute(ATTRIBUTE, proxied);
    proxying.keepSessions(request);
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
    return transaction.accounting().isUp() || !attempt.isComplete();
  }

  /** Whether this is a reply to the initial request, not to a later one of its dialog. */
  boolean isRepliedBy(SipServletResponse response) {
    return response.getMethod().equals(request.getMethod())
        && Facts.fromTag(response).equals(transaction.accounting().request().fromTag())
        && ServletMessage.cseq(response) == ServletMessage.cseq(request);
  }

  private void route() throws IOException {
    HookRun run = HookRun.overRequest(transaction, proxying.factory(), view);
    proxying.run(Hook.REQUEST, run);
    proxying.setDefinedExtras(run);
    if (run.localReply().isPresent()) {
      reply(run.localReply().get());
    } else if (run.relay().isPresent()) {
      enqueue(run.relay().get());
      startNext();
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

  /** A target's reply came in, or the container made one up for want of any. */
  void branchReplied(SipServletResponse response) {
    Optional<ProxyBranch> branch = branches.of(response);
    if (response.getStatus() == Reply.TIMEOUT.status()
        && branch.filter(attempt::isPending).isEmpty()) {
      sent(Reply.TIMEOUT);
    } else if (branch.filter(b -> targetReplied(b, reply(response))).isPresent()) {
      replyHook(response);
    }
  }

  /** A negative reply that came by no branch is the container's own: its tag is no target's. */
  private static Reply reply(SipServletResponse response) {
    Reply reply = Facts.reply(response);
    return reply.isNegative() && response.getProxyBranch() == null
        ? Reply.local(reply.status(), reply.reason(), "")
        : reply;
  }

  private boolean targetReplied(ProxyBranch branch, Reply reply) {
    Optional<String> target = attempt.reply(branch, reply);
    target.ifPresent(t -> record(new TargetReplied(transaction.now(), t, reply)));
    return target.isPresent();
  }

  /** A provisional reply goes on to the caller. */
  void progressed(SipServletResponse response) {
    if (response.getStatus() == SipServletResponse.SC_TRYING) {
      return;
    }
    branches.progressed(response.getProxyBranch());
    replyHook(response);
    record(new Progressed(transaction.now(), Facts.reply(response)));
  }

  /** The container chose the reply that goes upstream, unless another attempt is started now. */
  void bestReply(SipServletResponse response) {
    Reply reply = reply(response);
    if (reply.isNegative()
        && attemptFailed(attempt.best().orElse(reply), new ServletMessage(response))) {
      return;
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

  /** The caller gave up. */
  void cancelled() {
    cancelled = true;
    untried.clear();
    record(new Cancelled(transaction.now()));
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
    record(new AttemptFailed(transaction.now(), reply));
    HookRun run = HookRun.overFailure(transaction, proxying.factory(), view, replyView);
    proxying.run(Hook.FAILURE, run);
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
      untried.add(List.of(request.getRequestURI().toString()));
    } else if (relay.mode() == Relay.Mode.SERIAL) {
      targets.forEach(target -> untried.add(List.of(target)));
    } else {
      untried.add(targets);
    }
  }

  private boolean startNext() throws IOException {
    List<String> targets = untried.poll();
    if (targets == null) {
      return false;
    }
    try {
      start(targets);
      return true;
    } catch (TooManyHopsException e) {
      tooManyHops();
    } catch (ServletParseException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "cannot relay to {0}: {1}", targets, e.getMessage());
      reply(new LocalReply(SipServletResponse.SC_SERVER_INTERNAL_ERROR, "Bad Target", false));
    } catch (IllegalStateException e) {
      LOG.log(Level.WARNING, "{0} cannot be reached: {1}", targets, e.getMessage());
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

  private void start(List<String> targets) throws TooManyHopsException, ServletParseException {
    Map<ProxyBranch, String> tried = branches.to(targets);
    attempt = new Attempt<>(tried);
    record(new AttemptStarted(transaction.now(), targets));
    for (ProxyBranch branch : tried.keySet()) {
      ServletMessage branchView = new ServletMessage(branch.getRequest());
      proxying.run(Hook.BRANCH, HookRun.overRequest(transaction, proxying.factory(), branchView));
    }
    branches.start();
  }

  private void replyHook(SipServletResponse response) {
    proxying.run(
        Hook.REPLY,
        HookRun.overReply(transaction, proxying.factory(), view, new ServletMessage(response)));
  }

  private void reply(LocalReply reply) throws IOException {
    SipServletResponse response = request.createResponse(reply.code(), reply.reason());
    sent(Reply.local(reply.code(), reply.reason(), Facts.toTag(response)));
    response.send();
    request.getApplicationSession().setExpires(1);
  }

  private void sent(Reply reply) {
    record(new ReplySent(transaction.now(), reply));
  }

  private void record(CallEvent event) {
    proxying.accounting().record(transaction.accounting(), event);
  }
}
