package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.sipacc.restcomm.engine.OwnRequests;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * The stack's one listener: passes its events to the engine, except the requests that a guard
 * takes. The engine itself would relay requests that belong to nobody.
 */
public final class SipGate implements SipListenerExt {

  private static final Logger LOG = System.getLogger(SipGate.class.getName());

  private final SipListenerExt engine;
  private final InitialRequestGuard initialRequests;
  private final OwnRequests ownRequests;
  private final StatelessRelay relay;
  private final RepeatedAnswers repeatedAnswers;
  private final List<RequestGuard> guards;

  /** Stands in front of that engine and answers in-dialog requests without a dialog so. */
  public SipGate(SipEngine engine, UnknownDialogReply unknownDialog) {
    this.engine = engine.listener();
    ownRequests = engine.ownRequests();
    Replies replies = new Replies();
    Upstream upstream = new Upstream(engine);
    relay = new StatelessRelay(engine, upstream);
    ForkedDialogs forkedDialogs = new ForkedDialogs(System::nanoTime);
    repeatedAnswers = new RepeatedAnswers(upstream, forkedDialogs, System::nanoTime);
    initialRequests = new InitialRequestGuard(engine, replies);
    guards =
        List.of(
            new OwnAckGuard(),
            new MalformedRequestGuard(replies),
            new ForkedDialogGuard(engine, forkedDialogs, relay, replies),
            new StrayCancelGuard(replies),
            new DialogGuard(engine, new EarlyDialogs(relay, replies), unknownDialog, replies),
            initialRequests);
  }

  /** From now on initial requests get 503; calls that are up go on. */
  public void drain() {
    initialRequests.drain();
  }

  @Override
  public void processRequest(RequestEvent event) {
    try {
      for (RequestGuard guard : guards) {
        if (guard.takes(event)) {
          return;
        }
      }
    } catch (SipException | RuntimeException e) {
      LOG.log(Level.WARNING, () -> "a " + event.getRequest().getMethod() + " was dropped", e);
      return;
    }
    engine.processRequest(event);
  }

  @Override
  public void processResponse(ResponseEvent event) {
    try {
      if (ownRequests.takes(event) || relay.takes(event) || repeatedAnswers.takes(event)) {
        return;
      }
    } catch (SipException | RuntimeException e) {
      LOG.log(Level.WARNING, "a response was dropped", e);
      return;
    }
    engine.processResponse(event);
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!Replies.isOwn(event) && !ownRequests.takes(event)) {
      engine.processTimeout(event);
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    if (!ownRequests.takes(event)) {
      engine.processIOException(event);
    }
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    if (!Replies.isOwn(event) && !ownRequests.takes(event)) {
      engine.processTransactionTerminated(event);
    }
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    engine.processDialogTerminated(event);
  }

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {
    engine.processDialogTimeout(event);
  }
}
