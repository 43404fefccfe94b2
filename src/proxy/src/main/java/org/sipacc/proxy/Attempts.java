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
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.TooManyHopsException;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.SipMessageView;

/**
 * Sends an initial request to its targets, one attempt after the other, with the hooks that stand
 * between, and tells accounting of it.
 *
 * <p>Attempts are driven from here, not by the container's sequential search, because a failure
 * hook stands between one and the next. Each attempt is a parallel set of branches of the one
 * {@link javax.servlet.sip.Proxy}; the container holds a negative reply back as long as a branch is
 * open, so the next attempt is started within the callback that tells of the failure.
 */
final class Attempts {
  private static final Logger LOG = System.getLogger(Attempts.class.getName());

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private final ServletMessage view;
  private final FinalReply finalReply;
  private final Branches branches;
  private final Deque<Step> untried = new ArrayDeque<>();
  private Attempt<ProxyBranch> attempt = new Attempt<>(Map.of());
  private boolean givenUp;

  /** Targets that are tried together, and how. */
  private record Step(List<String> targets, Relay relay) {}

  Attempts(
      Proxying proxying,
      SipServletRequest request,
      Transaction transaction,
      FinalReply finalReply) {
    this.proxying = proxying;
    this.request = request;
    this.transaction = transaction;
    this.view = new ServletMessage(request);
    this.finalReply = finalReply;
    this.branches = new Branches(proxying, request, transaction);
  }

  /** Whether a target has not answered yet. */
  boolean isOpen() {
    return !attempt.isComplete();
  }

  /** Adds the targets of a relay; {@link #startNext} sends the request to the first of them. */
  void enqueue(Relay relay) {
    List<String> targets = relay.targets().stream().distinct().toList();
    if (targets.isEmpty()) {
      untried.add(new Step(List.of(request.getRequestURI().toString()), relay));
    } else if (relay.mode() == Relay.Mode.SERIAL) {
      targets.forEach(target -> untried.add(new Step(List.of(target), relay)));
    } else {
      untried.add(new Step(targets, relay));
    }
  }

  /** Starts no further attempt, whatever the failure hook says. */
  void giveUp() {
    givenUp = true;
    untried.clear();
  }

  /** Cancels what is open. */
  void cancel() {
    branches.cancel();
  }

  /**
   * Starts the next attempt.
   *
   * @return false if there is none
   */
  boolean startNext() throws IOException {
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
      finalReply.send(
          new LocalReply(SipServletResponse.SC_SERVER_INTERNAL_ERROR, "Bad Target", false));
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
      finalReply.send(reply);
      failed.forEach(ProxyBranch::cancel);
    }
  }

  /** Some containers have answered by themselves when they throw it. */
  private void tooManyHops() throws IOException {
    LocalReply reply = new LocalReply(SipServletResponse.SC_TOO_MANY_HOPS, "Too many hops", false);
    if (request.isCommitted()) {
      finalReply.sent(Reply.local(reply.code(), reply.reason(), ""));
    } else {
      finalReply.send(reply);
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

  /** A target's reply came in, or the container made one up for want of any. */
  void branchReplied(SipServletResponse response) {
    Optional<ProxyBranch> branch = branches.of(response);
    if (response.getStatus() == Reply.TIMEOUT.status()
        && branch.filter(attempt::isPending).isEmpty()) {
      finalReply.sent(Reply.TIMEOUT);
    } else if (branch.filter(b -> targetReplied(b, Facts.replyByBranch(response))).isPresent()) {
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
    Reply reply = Facts.replyByBranch(response);
    if (reply.isNegative()
        && attemptFailed(attempt.best().orElse(reply), new ServletMessage(response))) {
      return;
    }
    finalReply.relayed(response);
  }

  /** A branch got no reply in time; the container has not yet drawn its conclusion. */
  void branchTimedOut(ProxyBranch branch) {
    if (targetReplied(branch, Reply.TIMEOUT) && attempt.isComplete()) {
      Reply best = attempt.best().orElseThrow();
      attemptFailed(best, new LocalReplyView(best, view));
    }
  }

  /**
   * All targets of the attempt failed: the place of the failure hook, unless one has answered what
   * a former life of this server had sent it.
   *
   * @return whether another attempt is under way, or the hook answered the request
   */
  private boolean attemptFailed(Reply reply, SipMessageView replyView) {
    if (!attempt.conclude() || transaction.accounting().isUp()) {
      return false;
    }
    transaction.tell(new AttemptFailed(transaction.now(), reply));
    HookRun run = HookRun.overFailure(proxying, transaction, view, replyView);
    try {
      if (run.localReply().isPresent()) {
        finalReply.send(run.localReply().get());
        return true;
      }
      if (givenUp) {
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

  private void replyHook(SipServletResponse response) {
    HookRun.overReply(proxying, transaction, view, new ServletMessage(response));
  }
}
