package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
public final class SipGate implements SipListenerExt, AutoCloseable {

  private static final Logger LOG = System.getLogger(SipGate.class.getName());

  /** Of messages that take time; a target that accepts no connection takes 8 s of one. */
  private static final int SENDERS = 32;

  private static final int MOST_WAITING = 10_000;

  private final SipListenerExt engine;
  private final OwnRequests ownRequests;
  private final StatelessRelay relay;
  private final LateAnswers lateAnswers;
  private final RepeatedAnswers repeatedAnswers;
  private final List<RequestGuard> guards;
  private final CallQueues queues = new CallQueues(SENDERS, MOST_WAITING);
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(SipGate::sweeping);
  private final Future<?> sweeps;

  /**
   * Stands in front of that engine.
   *
   * @param unknownDialog the answer to in-dialog requests without a dialog
   * @param branchKey the secret of {@link BranchKey}
   */
  public SipGate(SipEngine engine, UnknownDialogReply unknownDialog, byte[] branchKey) {
    this.engine = engine.listener();
    ownRequests = engine.ownRequests();
    Replies replies = new Replies();
    Upstream upstream = new Upstream(engine, queues);
    OrphanRequests orphans = new OrphanRequests(System::nanoTime);
    relay = new StatelessRelay(engine, upstream, branchKey, orphans::answered);
    ForkedDialogs forkedDialogs = new ForkedDialogs(System::nanoTime);
    lateAnswers = new LateAnswers(engine, upstream, System::nanoTime);
    repeatedAnswers = new RepeatedAnswers(upstream, forkedDialogs, System::nanoTime);
    guards =
        List.of(
            new OwnAckGuard(),
            new MalformedRequestGuard(replies),
            new ForkedDialogGuard(engine, forkedDialogs, relay, replies),
            new OrphanGuard(engine, orphans, relay, queues, unknownDialog, replies),
            new StrayCancelGuard(replies),
            new DialogGuard(engine, new EarlyDialogs(relay, replies), unknownDialog, replies),
            new InitialRequestGuard(engine, replies));
    sweeps = sweeper.scheduleWithFixedDelay(orphans::sweep, 1, 1, TimeUnit.SECONDS);
  }

  private static Thread sweeping(Runnable task) {
    Thread thread = new Thread(task, "sipacc-orphan-sweeper");
    thread.setDaemon(true);
    return thread;
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
      if (ownRequests.takes(event)
          || relay.takes(event)
          || lateAnswers.takes(event)
          || repeatedAnswers.takes(event)) {
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

  /** Sends no more. */
  @Override
  public void close() {
    sweeps.cancel(false);
    sweeper.shutdown();
    queues.close();
  }
}
