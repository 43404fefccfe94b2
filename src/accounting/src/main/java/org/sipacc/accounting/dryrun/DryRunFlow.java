package org.sipacc.accounting.dryrun;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dryrun.DryRunResult.Destination;
import org.sipacc.accounting.dryrun.DryRunResult.Ending;
import org.sipacc.accounting.dryrun.DryRunResult.Scenario;
import org.sipacc.accounting.parameter.ExtraDefinition;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.Relay;

/** One supposed way of a request through the hooks, as the proxy goes it. */
final class DryRunFlow {
  private static final Duration ANSWER_AFTER = Duration.ofSeconds(5);
  private static final Duration TALK = Duration.ofSeconds(60);
  private static final Reply OK = Reply.received(200, "OK", "callee");
  private static final Reply BUSY = Reply.received(486, "Busy Here", "callee");

  /** A policy that relays after every failure would never end. */
  private static final int MOST_ATTEMPTS = 20;

  private final Policy policy;
  private final List<ExtraDefinition> extras;
  private final SipRequest request;
  private final DryRunCall call;
  private final List<TraceEntry> trace = new ArrayList<>();
  private final List<List<String>> attempts = new ArrayList<>();
  private final Deque<List<String>> untried = new ArrayDeque<>();

  DryRunFlow(Policy policy, List<ExtraDefinition> extras, SipRequest request, DryRunCall call) {
    this.policy = policy;
    this.extras = extras;
    this.request = request;
    this.call = call;
  }

  List<TraceEntry> trace() {
    return trace;
  }

  /** The hook {@code request}, and {@code branch} for the first targets. */
  Destination route() {
    DryRunHost run = run(Hook.REQUEST, request, Optional.empty());
    for (ExtraDefinition extra : extras) {
      call.accounting().defineExtra(extra.tag(), extra.value().evaluate(request, run));
    }
    if (run.localReply().isPresent()) {
      return new Destination.Answered(run.localReply().get(), true);
    }
    if (run.relay().isPresent()) {
      enqueue(run.relay().get());
      startNext();
      return new Destination.Relayed(run.relay().get());
    }
    return request.method().equals("ACK")
        ? new Destination.Dropped()
        : new Destination.Answered(new LocalReply(404, "Not Found", false), false);
  }

  /** Nobody else is asked. */
  Scenario endHere() {
    if (route() instanceof Destination.Answered answered) {
      answer(answered.reply());
    }
    return scenario(Ending.HERE);
  }

  /** The first targets' first answers 200. */
  Scenario answered() {
    route();
    call.pass(ANSWER_AFTER);
    targetReplied(attempts.get(0).get(0), OK);
    call.on(new ReplySent(call.now(), OK));
    if (call.dialog().isPresent()) {
      call.pass(TALK);
      call.on(new ByeReceived(call.now(), EndCause.DOWNSTREAM_BYE));
      call.on(new Ended(call.now(), EndCause.DOWNSTREAM_BYE));
    }
    return scenario(Ending.ANSWERED);
  }

  /** All targets answer 486, those that the failure hook adds too. */
  Scenario refused() {
    route();
    boolean open = true;
    while (open) {
      call.pass(ANSWER_AFTER);
      attempts.get(attempts.size() - 1).forEach(target -> targetReplied(target, BUSY));
      open = fail();
    }
    return scenario(Ending.REFUSED);
  }

  /** The failure hook; true if another attempt is under way. */
  private boolean fail() {
    call.on(new AttemptFailed(call.now(), BUSY));
    DryRunHost run = run(Hook.FAILURE, request, Optional.of(reply(BUSY)));
    if (run.localReply().isPresent()) {
      answer(run.localReply().get());
      return false;
    }
    if (run.relay().isPresent()) {
      untried.clear();
      enqueue(run.relay().get());
    }
    if (attempts.size() < MOST_ATTEMPTS && startNext()) {
      return true;
    }
    call.on(new ReplySent(call.now(), BUSY));
    return false;
  }

  private void answer(LocalReply reply) {
    Reply local = Reply.local(reply.code(), reply.reason(), "");
    call.on(
        reply.stateless()
            ? new RepliedStatelessly(call.now(), local)
            : new ReplySent(call.now(), local));
  }

  private void enqueue(Relay relay) {
    List<String> targets = relay.targets().stream().distinct().toList();
    if (targets.isEmpty()) {
      untried.add(List.of(request.uri()));
    } else if (relay.mode() == Relay.Mode.SERIAL) {
      targets.forEach(target -> untried.add(List.of(target)));
    } else {
      untried.add(targets);
    }
  }

  private boolean startNext() {
    List<String> targets = untried.poll();
    if (targets == null) {
      return false;
    }
    attempts.add(targets);
    call.on(new AttemptStarted(call.now(), targets));
    targets.forEach(target -> run(Hook.BRANCH, request.to(target), Optional.empty()));
    return true;
  }

  private void targetReplied(String target, Reply reply) {
    call.on(new TargetReplied(call.now(), target, reply));
    policy.run(
        Hook.REPLY,
        new DryRunHost(
            call, Hook.REPLY, reply(reply), Optional.of(request), Optional.empty(), trace));
  }

  private DryRunHost run(Hook hook, SipRequest message, Optional<SipReply> reply) {
    DryRunHost run =
        new DryRunHost(call, hook, message, Optional.empty(), reply.map(view -> view), trace);
    policy.run(hook, run);
    return run;
  }

  private SipReply reply(Reply reply) {
    return request.reply(reply.status(), reply.reason(), reply.toTag());
  }

  private Scenario scenario(Ending ending) {
    return new Scenario(ending, attempts, trace, call.records());
  }
}
