package org.sipacc.proxy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogPaths;
import org.sipacc.accounting.dialog.DialogPaths.Path;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.variable.ReasonPhrases;
import org.sipacc.proxy.RouteSignature.Signed;
import org.sipacc.service.Accounting;

/**
 * Calls of which the container has no session, above all those that a former life of this server
 * set up: their requests are routed on by the engine, and accounted here, as those of {@link
 * InDialogRequests} are.
 *
 * <p>A request of a call that is known goes only where the call's parties are. Where they are not
 * known, because the call was ringing, a party is just moving, or nothing could be kept of the
 * call, our signature on its Route decides.
 */
final class FormerCalls {
  private static final Map<String, Object> REFUSED = Map.of("relay", false);
  private static final Map<String, Object> RELAYED = Map.of("relay", true);

  private final Proxying proxying;
  private final Accounting accounting;
  private final ForeignCalls foreign;
  private final Map<Key, Transaction> unanswered = new ConcurrentHashMap<>();
  private final Set<Dialog> moving = ConcurrentHashMap.newKeySet();

  FormerCalls(Proxying proxying) {
    this.proxying = proxying;
    this.accounting = proxying.accounting();
    this.foreign = new ForeignCalls(accounting);
  }

  /** What tells a request from others, in what the engine tells of it twice. */
  private record Key(String callId, String fromTag, long cseq, String method) {
    static Key of(FormerRequest request) {
      return new Key(request.callId(), request.fromTag(), request.cseqNumber(), request.method());
    }
  }

  /** What shall become of a request; called once for each, on a SIP thread. */
  Map<String, Object> decide(Map<String, Object> told) {
    FormerRequest request = new FormerRequest(told);
    boolean byPeersRoute = request.peerAnswers().isPresent();
    Optional<Dialog> call =
        accounting
            .dialogs()
            .ofId(request.routeParameters().getOrDefault(Branches.DIALOG_ID, ""))
            .filter(dialog -> !byPeersRoute && dialog.callId().equals(request.callId()));
    if (call.isEmpty()) {
      return unknown(request, byPeersRoute);
    }
    Dialog dialog = call.get();
    if (dialog.answered().isEmpty()) {
      return relayedIfSigned(request);
    }
    return dialog.accounting().isAnsweredDialog(request.fromTag(), request.toTag())
        ? decide(request, dialog)
        : REFUSED;
  }

  private Map<String, Object> unknown(FormerRequest request, boolean byPeersRoute) {
    Optional<Signed> signed = signed(request);
    if (signed.filter(foreign::has).isPresent()) {
      return foreign.decide(request, signed.get());
    }
    boolean lost =
        !byPeersRoute
            && signed.map(Signed::invited).filter(accounting.dialogs()::mayHaveLost).isPresent();
    return lost ? RELAYED : REFUSED;
  }

  private Map<String, Object> decide(FormerRequest request, Dialog dialog) {
    Transaction transaction =
        Transaction.former(accounting, dialog, request.facts(dialog.clock().now()));
    HookRun run = HookRun.overRequest(Hook.REQUEST, proxying, transaction, request);
    if (transaction.isAccounted()) {
      proxying.setDefinedExtras(run);
      accounting.keep(dialog);
    }
    Optional<LocalReply> reply = run.localReply().filter(asked -> !request.isAck());
    if (reply.isPresent()) {
      accepted(request, transaction, dialog);
      replied(request, transaction, Reply.local(reply.get().code(), reply.get().reason(), ""));
      return Map.of("relay", false, "status", reply.get().code(), "reason", reply.get().reason());
    }
    Runnable accepted = () -> accepted(request, transaction, dialog);
    return target(request, dialog)
        .map(
            to ->
                Map.of(
                    "relay",
                    true,
                    "uri",
                    to.contact(),
                    "routes",
                    to.routes(),
                    "accepted",
                    accepted))
        .orElseGet(
            () ->
                signed(request).isPresent()
                    ? Map.of("relay", true, "accepted", accepted)
                    : REFUSED);
  }

  /** The request goes on, or is answered here. */
  private void accepted(FormerRequest request, Transaction transaction, Dialog dialog) {
    if (request.isAck()) {
      dialog.acknowledged();
      return;
    }
    if (request.isTargetRefresh()) {
      moving.add(dialog);
    }
    unanswered.put(Key.of(request), transaction);
    endOf(request, dialog)
        .ifPresent(cause -> transaction.tellCall(new ByeReceived(transaction.now(), cause)));
  }

  /** The first final status of a request that went on; 408 if there was none. */
  void replied(Map<String, Object> told, int status) {
    FormerRequest request = new FormerRequest(told);
    Optional.ofNullable(unanswered.get(Key.of(request)))
        .ifPresent(
            transaction ->
                replied(
                    request,
                    transaction,
                    Reply.received(status, ReasonPhrases.of(status), request.toTag())));
  }

  private void replied(FormerRequest request, Transaction transaction, Reply reply) {
    Dialog dialog = transaction.dialog().orElseThrow();
    unanswered.remove(Key.of(request));
    if (request.isTargetRefresh()) {
      dialog
          .paths()
          .filter(paths -> reply.isSuccess())
          .ifPresent(paths -> refresh(dialog, paths, request));
      moving.remove(dialog);
    }
    if (transaction.isAccounted()) {
      transaction.tell(new ReplySent(transaction.now(), reply));
    }
    endOf(request, dialog)
        .ifPresent(cause -> transaction.tellCall(new Ended(transaction.now(), cause)));
  }

  private void refresh(Dialog dialog, DialogPaths paths, FormerRequest request) {
    boolean ofCaller = isOfCaller(request, dialog);
    String caller = ofCaller ? request.contact() : request.answerContact();
    String callee = ofCaller ? request.answerContact() : request.contact();
    dialog.setPaths(
        paths.withCaller(moved(paths.caller(), caller)).withCallee(moved(paths.callee(), callee)));
    accounting.keep(dialog);
  }

  private static Path moved(Path party, String contact) {
    return contact.isEmpty() ? party : party.withContact(contact);
  }

  /** The only way the request may go; empty if that is not certain. */
  private Optional<Path> target(FormerRequest request, Dialog dialog) {
    return dialog
        .paths()
        .filter(paths -> !moving.contains(dialog))
        .map(paths -> isOfCaller(request, dialog) ? paths.callee() : paths.caller())
        .filter(path -> !path.contact().isEmpty());
  }

  private Map<String, Object> relayedIfSigned(FormerRequest request) {
    return signed(request).isPresent() ? RELAYED : REFUSED;
  }

  /** What the signature on the Route tells of the call; empty if it is not ours. */
  private Optional<Signed> signed(FormerRequest request) {
    return proxying
        .signature()
        .read(
            request.routeParameters(),
            request.callId(),
            request.fromTag(),
            request.toTag(),
            Instant.now());
  }

  private static Optional<EndCause> endOf(FormerRequest request, Dialog dialog) {
    if (!request.method().equals("BYE")) {
      return Optional.empty();
    }
    return Optional.of(
        isOfCaller(request, dialog) ? EndCause.DOWNSTREAM_BYE : EndCause.UPSTREAM_BYE);
  }

  private static boolean isOfCaller(FormerRequest request, Dialog dialog) {
    return request.fromTag().equals(dialog.callerTag());
  }
}
