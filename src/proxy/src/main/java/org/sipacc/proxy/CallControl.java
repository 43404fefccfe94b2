package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogControl;
import org.sipacc.accounting.dialog.DialogPaths;
import org.sipacc.accounting.dialog.DialogPaths.Path;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.variable.ReasonPhrases;

/**
 * Ends a call from here: one that is answered by BYEs of this server's own, one that rings by
 * giving it up; and asks its parties whether it is up. An answered call's record is completed when
 * the first BYE is answered, or it is certain that it is not. Called by threads of all kinds.
 */
final class CallControl implements DialogControl {
  /** So many requests of a former life may have used up numbers that nobody remembers. */
  private static final long FORGOTTEN_REQUESTS = 10_000;

  /** A party that answers a ping so does not know the call (RFC 3261 section 12.2.1.2). */
  private static final Set<Integer> GONE =
      Set.of(SipServletResponse.SC_REQUEST_TIMEOUT, SipServletResponse.SC_CALL_LEG_DONE);

  private static final Logger LOG = System.getLogger(CallControl.class.getName());

  private final Proxying proxying;
  private final Transaction call;
  private final Optional<SipApplicationSession> container;
  private volatile Optional<CallPaths> paths = Optional.empty();
  private volatile boolean answeredHere;

  /**
   * @param container the call's session; empty if a former life set it up
   */
  CallControl(Proxying proxying, Transaction call, Optional<SipApplicationSession> container) {
    this.proxying = proxying;
    this.call = call;
    this.container = container;
  }

  /**
   * The call was answered.
   *
   * @param here by the policy, so that there is no callee
   */
  void answered(CallPaths newPaths, SipServletResponse answer, boolean here) {
    if (paths.isEmpty()) {
      paths = Optional.of(newPaths);
      answeredHere = here;
      remember(newPaths);
      refreshed(SessionExpires.of(answer));
    }
  }

  boolean isAnsweredHere() {
    return answeredHere;
  }

  /** A request passed by within the answered call. */
  void passed(SipServletRequest request) {
    paths.ifPresent(known -> known.passed(request));
  }

  /** A reply passed by within the answered call; it may have moved a party. */
  void passed(SipServletResponse response) {
    if (paths.isPresent() && paths.get().passed(response)) {
      moved(paths.get());
      refreshed(SessionExpires.of(response));
    }
  }

  private void moved(CallPaths known) {
    remember(known);
    call.dialog().ifPresent(proxying.accounting()::keep);
  }

  private void refreshed(Optional<Duration> interval) {
    if (proxying.watchesSessions()) {
      call.dialog()
          .ifPresent(dialog -> proxying.accounting().dialogs().refreshed(dialog, interval));
    }
  }

  private void remember(CallPaths known) {
    call.dialog().ifPresent(dialog -> dialog.setPaths(known.snapshot()));
  }

  @Override
  public boolean end(EndCause cause) {
    Optional<DialogPaths> known =
        paths
            .map(CallPaths::snapshot)
            .or(() -> formerPaths().map(former -> former.withCseqAbove(FORGOTTEN_REQUESTS)));
    if (known.isEmpty()) {
      container.ifPresent(
          session -> CallTimers.start(proxying.timers(), session, 0, CallTimers.Purpose.GIVE_UP));
      return container.isPresent();
    }
    if (!proxying.engine().sendsRequests()) {
      return false;
    }
    DialogPaths ways = known.get();
    IntConsumer ended = status -> call.tellCall(new Ended(call.now(), cause));
    send(bye(ways.callId(), ways.caller(), ways.callee(), cause), ended);
    if (!answeredHere) {
      send(bye(ways.callId(), ways.callee(), ways.caller(), cause), ended);
    }
    return true;
  }

  private static LocalRequest bye(String callId, Path way, Path sender, EndCause cause) {
    Map<String, String> reason = Map.of("Reason", "SIP;cause=200;text=\"" + cause.text() + "\"");
    return new LocalRequest("BYE", callId, way, sender.address(), reason);
  }

  @Override
  public void ping(Party party, Runnable gone) {
    Optional<DialogPaths> known = paths.map(CallPaths::snapshot).or(this::formerPaths);
    boolean there = party == Party.CALLER || !answeredHere;
    if (known.isPresent() && there && proxying.engine().sendsRequests()) {
      DialogPaths ways = known.get();
      Path way = party == Party.CALLER ? ways.caller() : ways.callee();
      Path sender = party == Party.CALLER ? ways.callee() : ways.caller();
      send(
          new LocalRequest("OPTIONS", ways.callId(), way, sender.address(), Map.of()),
          status -> {
            if (GONE.contains(status)) {
              gone.run();
            }
          });
    }
  }

  private Optional<DialogPaths> formerPaths() {
    return call.dialog().flatMap(Dialog::paths);
  }

  /**
   * Sends a request of this server's own, which the policy's local hook sees.
   *
   * @param replied takes the final status
   */
  private void send(LocalRequest request, IntConsumer replied) {
    Transaction transaction = call.within(request.facts(call.now()));
    HookRun.overRequest(Hook.LOCAL, proxying, transaction, request);
    IntConsumer outcome =
        status -> {
          account(transaction, request, status);
          replied.accept(status);
        };
    try {
      proxying.engine().sendRequest(request.message(), outcome);
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "{0}: a party cannot be sent {1}: {2}",
          transaction.facts().callId(),
          request.method(),
          e.getMessage());
      outcome.accept(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void account(Transaction transaction, LocalRequest request, int status) {
    if (transaction.isAccounted()) {
      String toTag = request.to().tag().orElse("");
      transaction.tell(
          new ReplySent(call.now(), Reply.received(status, ReasonPhrases.of(status), toTag)));
    }
  }
}
