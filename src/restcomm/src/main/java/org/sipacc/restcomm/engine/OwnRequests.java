package org.sipacc.restcomm.engine;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import javax.sip.ClientTransaction;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.stack.LocalAddresses;
import org.sipacc.restcomm.stack.NextHop;

/**
 * Sends requests of this server's own in dialogs of others, such as a BYE to both parties of a
 * proxied call. Nothing of the engine's sessions is needed, so the dialog may be one of an earlier
 * run of the server. The engine never hears of these requests: the gate asks here first about each
 * event of the stack.
 *
 * <p>A few threads send, for a TCP connection may take 8 s to fail; one more thread tells the
 * outcomes, so that an application that takes its time there holds up neither the stack nor the
 * sending. What is asked for before the server listens waits until it does.
 */
public final class OwnRequests implements AutoCloseable {

  private static final Logger LOG = System.getLogger(OwnRequests.class.getName());

  private static final String BRANCH = "z9hG4bKown.";
  private static final int SENDERS = 8;
  private static final int MOST_WAITING = 10_000;

  /** Those whose receiver must be told where to reach the sender (RFC 3261, 3265, 3311, 3515). */
  private static final Set<String> WITH_CONTACT =
      Set.of(Request.SUBSCRIBE, Request.NOTIFY, Request.REFER, Request.UPDATE);

  private final SIPTransactionStack stack;
  private final LocalAddresses locals;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final ExecutorService senders = threads("sipacc-own-request", SENDERS, MOST_WAITING);
  private final ExecutorService answers =
      threads("sipacc-own-request-answer", 1, Integer.MAX_VALUE);

  OwnRequests(SIPTransactionStack stack, LocalAddresses locals) {
    this.stack = stack;
    this.locals = locals;
  }

  private static ExecutorService threads(String name, int count, int mostWaiting) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(mostWaiting),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              // not that of the application whose call starts the thread
              thread.setContextClassLoader(OwnRequests.class.getClassLoader());
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** The application data of a transaction made here. */
  private record Pending(IntConsumer outcome, AtomicBoolean told) {}

  /**
   * Sends the request and returns at once.
   *
   * @param description what {@link EngineFunctions} tells of {@code sendRequest}
   * @param outcome gets the status, once, on this class's own thread
   * @throws IllegalArgumentException if the description is malformed; the outcome is not told then
   */
  void send(Map<String, Object> description, IntConsumer outcome) {
    OwnRequest request = new OwnRequest(description);
    Pending pending = new Pending(outcome, new AtomicBoolean());
    try {
      senders.execute(() -> send(request, pending));
    } catch (RejectedExecutionException e) {
      tell(pending, Response.SERVICE_UNAVAILABLE);
    }
  }

  /** The server listens now. */
  void start() {
    listening.countDown();
  }

  private void send(OwnRequest request, Pending pending) {
    try {
      listening.await();
      SIPRequest message = request.message();
      LocalAddresses.Local out =
          locals.towards(
              NextHop.of(request.message(), request.transport(), stack), Optional.empty());
      message.addFirst(via(out.point().getIPAddress(), out.point().getPort(), request.transport()));
      if (WITH_CONTACT.contains(message.getMethod())) {
        message.setHeader(SipFactoryImpl.headerFactory.createHeader("Contact", contact(out)));
      }
      ClientTransaction transaction = out.provider().getNewClientTransaction(message);
      transaction.setApplicationData(pending);
      transaction.sendRequest();
    } catch (SipException
        | IOException
        | ParseException
        | InvalidArgumentException
        | RuntimeException e) {
      LOG.log(Level.DEBUG, "a request of our own cannot be sent", e);
      tell(pending, Response.SERVICE_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ViaHeader via(String host, int port, String transport)
      throws ParseException, InvalidArgumentException {
    return SipFactoryImpl.headerFactory.createViaHeader(
        host, port, transport, BRANCH + UUID.randomUUID());
  }

  private static String contact(LocalAddresses.Local out) {
    ListeningPoint point = out.point();
    return "<sip:%s:%d;transport=%s>"
        .formatted(point.getIPAddress(), point.getPort(), point.getTransport());
  }

  private void tell(Pending pending, int status) {
    if (pending.told().compareAndSet(false, true)) {
      try {
        answers.execute(() -> pending.outcome().accept(status));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "the server stops, and nobody is told of a {0}", status);
      }
    }
  }

  /** Whether the response answers a request sent here, late ones included. */
  public boolean takes(ResponseEvent event) {
    pending(event.getClientTransaction())
        .filter(pending -> event.getResponse().getStatusCode() >= 200)
        .ifPresent(pending -> tell(pending, event.getResponse().getStatusCode()));
    String branch = ((ViaHeader) event.getResponse().getHeader(ViaHeader.NAME)).getBranch();
    return branch != null && branch.startsWith(BRANCH);
  }

  /** Whether it was a request sent here that got no answer. */
  public boolean takes(TimeoutEvent event) {
    return ends(
        event.isServerTransaction() ? null : event.getClientTransaction(),
        Response.REQUEST_TIMEOUT);
  }

  /** Whether it was the transaction of a request sent here that ended. */
  public boolean takes(TransactionTerminatedEvent event) {
    return ends(
        event.isServerTransaction() ? null : event.getClientTransaction(),
        Response.REQUEST_TIMEOUT);
  }

  /** Whether it was a request sent here that could not be sent again. */
  public boolean takes(IOExceptionEvent event) {
    return event.getSource() instanceof ClientTransaction transaction
        && ends(transaction, Response.SERVICE_UNAVAILABLE);
  }

  private boolean ends(Transaction transaction, int status) {
    Optional<Pending> pending = pending(transaction);
    pending.ifPresent(p -> tell(p, status));
    return pending.isPresent();
  }

  private static Optional<Pending> pending(Transaction transaction) {
    return transaction != null && transaction.getApplicationData() instanceof Pending pending
        ? Optional.of(pending)
        : Optional.empty();
  }

  /** Sends no more, and tells no more outcomes. */
  @Override
  public void close() {
    senders.shutdownNow();
    answers.shutdownNow();
  }
}
