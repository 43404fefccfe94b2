package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.OrphanCalls;
import org.sipacc.restcomm.engine.OrphanDecision;
import org.sipacc.restcomm.engine.SipApplication;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.gate.OrphanRequests.Orphan;

/**
 * An in-dialog request without a session, but by a Route of an application of ours, goes on by its
 * Route if that application says so: its call is one of an earlier run of the server, or its
 * session has expired. So does one by a Route of another node. {@link OrphanCalls} tells what the
 * application is asked and told.
 */
final class OrphanGuard implements RequestGuard {

  private static final Logger LOG = System.getLogger(OrphanGuard.class.getName());

  private static final int STRIPES = 64;

  private final DialogLookup dialogs;
  private final OrphanRequests orphans;
  private final StatelessRelay relay;
  private final CallQueues queues;
  private final UnknownDialogReply unknownDialog;
  private final Replies replies;

  /** Fair, so that requests of one call leave in the order in which they got here. */
  private final Lock[] locks =
      Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toArray(Lock[]::new);

  OrphanGuard(
      SipEngine engine,
      OrphanRequests orphans,
      StatelessRelay relay,
      CallQueues queues,
      UnknownDialogReply unknownDialog,
      Replies replies) {
    dialogs = new DialogLookup(engine);
    this.orphans = orphans;
    this.relay = relay;
    this.queues = queues;
    this.unknownDialog = unknownDialog;
    this.replies = replies;
  }

  @Override
  public boolean takes(RequestEvent event) throws SipException {
    long receivedNanos = System.nanoTime();
    SIPRequest request = (SIPRequest) event.getRequest();
    if (request.getToTag() == null || event.getServerTransaction() != null) {
      return false;
    }
    Optional<SipURI> own =
        dialogs.ownRouteInRequestUri(request).or(() -> dialogs.ownRoute(request));
    Optional<SipURI> peer = own.isPresent() ? Optional.empty() : dialogs.peerRoute(request);
    Optional<SipURI> route = own.or(() -> peer);
    Optional<OrphanCalls> application =
        route
            .flatMap(dialogs::application)
            .map(SipApplication::orphanCalls)
            .filter(OrphanCalls::decides);
    if (application.isEmpty() || dialogs.find(request, own).isPresent()) {
      return false;
    }
    Lock lock = locks[Math.floorMod(request.getCallId().getCallId().hashCode(), STRIPES)];
    lock.lock();
    try {
      Optional<Orphan> known = orphans.find(request);
      if (known.isPresent() && isLost(request, known.get(), peer)) {
        decide(event, application.get(), MessageFacts.withoutPeer(known.get().facts()));
        return true;
      }
      if (known.isPresent()) {
        return repeat(event, known.get());
      }
      if (request.getMethod().equals(Request.CANCEL)) {
        return false;
      }
      Map<String, Object> facts =
          peer.map(to -> MessageFacts.of(request, to, dialogs.answers(to), receivedNanos))
              .orElseGet(() -> MessageFacts.of(request, route.get(), receivedNanos));
      decide(event, application.get(), facts);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A copy of what was sent to another node, which died without an answer. */
  private boolean isLost(SIPRequest request, Orphan orphan, Optional<SipURI> peer) {
    return !request.getMethod().equals(Request.ACK)
        && !request.getMethod().equals(Request.CANCEL)
        && !orphan.isPastPeer()
        && orphans.isUnanswered(orphan)
        && peer.filter(to -> !dialogs.answers(to)).isPresent();
  }

  private boolean repeat(RequestEvent event, Orphan orphan) throws SipException {
    RoutedCopy copy = relay.copy((SIPRequest) event.getRequest(), orphan.isPastPeer());
    if (!orphan.isRoutedAs(copy)) {
      // no copy, but something that would go elsewhere in its name
      answer(event, unknown());
      return true;
    }
    StatelessRelay.Outcome outcome = orphans.outcome(orphan);
    if (outcome == StatelessRelay.Outcome.SENT) {
      send(event, orphan, copy);
      return true;
    }
    if (event.getRequest().getMethod().equals(Request.CANCEL)) {
      return false;
    }
    answer(event, answerOf(outcome));
    return true;
  }

  private void decide(RequestEvent event, OrphanCalls application, Map<String, Object> facts)
      throws SipException {
    OrphanDecision decision = application.decide(facts);
    RoutedCopy copy = relay.copy((SIPRequest) event.getRequest(), decision.pastPeer());
    if (decision.allows(copy.message().getRequestURI(), copy.routes())) {
      application.accept(decision);
      send(event, orphans.add(copy, application, facts), copy);
    } else {
      refuse(event, decision.answer().orElse(unknown()));
    }
  }

  private OrphanDecision.Answer unknown() {
    return new OrphanDecision.Answer(unknownDialog.code(), unknownDialog.reason());
  }

  /** With a transaction, which absorbs copies, so that the application is not asked again. */
  private void refuse(RequestEvent event, OrphanDecision.Answer answer) throws SipException {
    if (!event.getRequest().getMethod().equals(Request.ACK)) {
      replies.send(event, answer.status(), answer.reason());
    }
  }

  private void send(RequestEvent event, Orphan orphan, RoutedCopy copy) throws SipException {
    if (copy.leavesAtOnce()) {
      sendNow(event, orphan, copy);
    } else if (!queues.execute(
        copy.message().getCallId().getCallId(), () -> sendOrLog(event, orphan, copy))) {
      failed(event, orphan, StatelessRelay.Outcome.UNREACHABLE);
    }
  }

  private void sendOrLog(RequestEvent event, Orphan orphan, RoutedCopy copy) {
    try {
      sendNow(event, orphan, copy);
    } catch (SipException e) {
      LOG.log(Level.WARNING, () -> "a " + event.getRequest().getMethod() + " was dropped", e);
    }
  }

  private void sendNow(RequestEvent event, Orphan orphan, RoutedCopy copy) throws SipException {
    StatelessRelay.Outcome outcome = relay.send(copy);
    if (outcome != StatelessRelay.Outcome.SENT) {
      failed(event, orphan, outcome);
    }
  }

  /** A CANCEL or ACK that cannot be sent says nothing of what it belongs to. */
  private void failed(RequestEvent event, Orphan orphan, StatelessRelay.Outcome outcome)
      throws SipException {
    String method = event.getRequest().getMethod();
    if (!method.equals(Request.CANCEL) && !method.equals(Request.ACK)) {
      orphans.failed(orphan, outcome);
    }
    answer(event, answerOf(outcome));
  }

  private static OrphanDecision.Answer answerOf(StatelessRelay.Outcome outcome) {
    return new OrphanDecision.Answer(outcome.code(), outcome.reason());
  }

  /** Without a transaction: copies come here again, and the ACK too. */
  private void answer(RequestEvent event, OrphanDecision.Answer answer) throws SipException {
    if (!event.getRequest().getMethod().equals(Request.ACK)) {
      replies.sendStateless(event, answer.status(), answer.reason());
    }
  }
}
