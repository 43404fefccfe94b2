package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
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
 * giving it up. An answered call's record is completed when the first BYE is answered, or it is
 * certain that it is not. Called by threads of all kinds.
 */
final class CallControl implements DialogControl {
  /** So many requests of a former life may have used up numbers that nobody remembers. */
  private static final long FORGOTTEN_REQUESTS = 10_000;

  private static final Logger LOG = System.getLogger(CallControl.class.getName());

  private final Proxying proxying;
  private final Transaction call;
  private final Optional<SipApplicationSession> session;
  private volatile Optional<CallPaths> paths = Optional.empty();
  private volatile boolean answeredHere;

  /**
   * @param session the call's; empty if a former life set it up
   */
  CallControl(Proxying proxying, Transaction call, Optional<SipApplicationSession> session) {
    this.proxying = proxying;
    this.call = call;
    this.session = session;
  }

  /**
   * The call was answered.
   *
   * @param here by the policy, so that there is no callee
   */
  void answered(CallPaths newPaths, boolean here) {
    if (paths.isEmpty()) {
      paths = Optional.of(newPaths);
      answeredHere = here;
      remember(newPaths);
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
      remember(paths.get());
      call.dialog().ifPresent(proxying.accounting()::keep);
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
            .or(
                () ->
                    call.dialog()
                        .flatMap(Dialog::paths)
                        .map(former -> former.withCseqAbove(FORGOTTEN_REQUESTS)));
    if (known.isEmpty()) {
      session.ifPresent(s -> CallTimers.start(proxying.timers(), s, 0, CallTimers.Purpose.GIVE_UP));
      return session.isPresent();
    }
    if (!proxying.engine().sendsRequests()) {
      return false;
    }
    DialogPaths ways = known.get();
    send(bye(ways.callId(), ways.caller(), ways.callee(), cause), cause);
    if (!answeredHere) {
      send(bye(ways.callId(), ways.callee(), ways.caller(), cause), cause);
    }
    return true;
  }

  private static LocalRequest bye(String callId, Path way, Path sender, EndCause cause) {
    Map<String, String> reason = Map.of("Reason", "SIP;cause=200;text=\"" + cause.text() + "\"");
    return new LocalRequest("BYE", callId, way, sender.address(), reason);
  }

  private void send(LocalRequest bye, EndCause cause) {
    Transaction transaction = call.within(bye.facts(call.now()));
    HookRun.overRequest(Hook.LOCAL, proxying, transaction, bye);
    try {
      proxying
          .engine()
          .sendRequest(bye.message(), status -> replied(transaction, bye, status, cause));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "{0}: a party cannot be sent BYE: {1}",
          transaction.facts().callId(),
          e.getMessage());
      replied(transaction, bye, SipServletResponse.SC_SERVICE_UNAVAILABLE, cause);
    }
  }

  private void replied(Transaction transaction, LocalRequest bye, int status, EndCause cause) {
    if (transaction.isAccounted()) {
      String toTag = bye.to().tag().orElse("");
      transaction.tell(
          new ReplySent(call.now(), Reply.received(status, ReasonPhrases.of(status), toTag)));
    }
    call.tellCall(new Ended(call.now(), cause));
  }
}
