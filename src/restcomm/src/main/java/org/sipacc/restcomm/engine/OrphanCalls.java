package org.sipacc.restcomm.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What an application says about calls of which the engine has no session: those of an earlier run
 * of the server, and those whose session has expired. The application registers its functions by
 * {@link EngineFunctions}; until then it knows no such call.
 *
 * <p><b>The decider</b> ({@code onOrphan}) is asked what to do with an <em>orphan</em>: a request
 * with a To-tag by a Route that this application has put on a Record-Route, but without a session.
 * It gets
 *
 * <ul>
 *   <li>{@code method}, {@code uri} (the Request-URI), {@code callId}, {@code fromTag}, {@code
 *       toTag}, {@code from}, {@code to} (header values; String)
 *   <li>{@code cseq} (Long)
 *   <li>{@code contact} (String, absent if there is none): its address
 *   <li>{@code routeParameters} (Map of String to String): the parameters of our own topmost Route,
 *       names in lower case, a parameter without a value as an empty text
 *   <li>{@code source} (String): where it came from, such as {@code udp:192.0.2.1:5060}
 *   <li>{@code receivedNanos} (Long): by {@link System#nanoTime}
 *   <li>{@code peerAnswers} (Boolean, absent if the topmost Route is our own): the topmost Route,
 *       whose parameters are told then, leads to another node, and whether that one is alive
 * </ul>
 *
 * <p>All of it but the last three entries is what the sender wrote. The decider answers
 *
 * <ul>
 *   <li>{@code relay} (Boolean): whether the request goes on
 *   <li>{@code uri} (String) and {@code routes} (List of String), both may be absent: what the
 *       Request-URI and the Routes without our own must be for that, compared as URIs (RFC 3261
 *       section 19.1.4); with {@code uri} and no {@code routes} there must be no other Route. A
 *       request that differs gets the answer of one without a dialog
 *   <li>{@code pastPeer} (Boolean, absent means false): whether a request by another node's Route
 *       goes on without that Route, past that node; otherwise it goes to that node
 *   <li>{@code accepted} (Runnable), may be absent: called before the request goes on, and not if
 *       it is refused for its Request-URI or Routes; as the decider, it must not block
 *   <li>{@code status} (Integer) and {@code reason} (String), both may be absent: what it is
 *       answered otherwise
 * </ul>
 *
 * <p>The decider is asked once for a request that it lets go on: a copy of the next 64 s, a CANCEL
 * and the ACK to a failure are treated alike. It is asked again about a copy of what went to
 * another node and was not answered, if that node has died meanwhile. An ACK to a 2xx is a request
 * of its own. The decider runs on a SIP thread and must not block. If it fails, the request is
 * answered 500.
 *
 * <p><b>The reply's listener</b> ({@code onOrphanReply}) is told the final status of each request
 * that went on, once, ACK and CANCEL excepted: that of the response, 408 if none came within 32 s
 * (INVITE: or within 3 minutes of the last provisional one), 482, 483 or 503 if it could not be
 * sent. The map is the decider's, with {@code answerContact} (String) if the response had a
 * Contact. One thread calls it, so it may wait, but delays the others meanwhile.
 *
 * <p><b>The late answers' function</b> ({@code onLateAnswer}) is asked about responses to INVITEs
 * of an earlier run, of the server or of the application alone, 101 to 699, in the first 300 s
 * after its registration, and says whether the caller gets them; if it does, the call may come up,
 * and its further requests are orphans. It gets {@code callId}, {@code fromTag}, {@code toTag},
 * {@code from}, {@code to}, {@code reason}, {@code source}, {@code target} (String; the last is
 * where the response would go on to), {@code status} (Integer), {@code cseq}, {@code receivedNanos}
 * (Long), {@code contact} (String, may be absent) and {@code recordRoutes} (List of String). It is
 * asked once for each status and To-tag that it lets go on, at most 1,000 times a second (more are
 * dropped), on a SIP thread, and must not block.
 */
public final class OrphanCalls implements AutoCloseable {

  private static final Logger LOG = System.getLogger(OrphanCalls.class.getName());

  /** The longest that an INVITE rings (timer C), and more. */
  private static final Duration LATE_ANSWERS = Duration.ofMinutes(5);

  private final ExecutorService replies =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "sipacc-orphan-reply");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Function<Map<String, Object>, OrphanDecision> decider =
      request -> OrphanDecision.refused();
  private volatile BiConsumer<Map<String, Object>, Integer> replyListener = (request, status) -> {};
  private volatile Function<Map<String, Object>, Boolean> lateAnswers = response -> false;
  private volatile boolean decides;
  private volatile Optional<Long> lateAnswersSince = Optional.empty();

  /** Registers the application's decider. */
  public void decider(Function<Map<String, Object>, Map<String, Object>> newDecider) {
    InApplication here = InApplication.here();
    decider =
        request -> {
          OrphanDecision decision =
              OrphanDecision.of(
                  here.call(() -> newDecider.apply(request)), (String) request.get("method"));
          return decision.withAccepted(() -> here.run(decision.accepted()));
        };
    decides = true;
  }

  /** Registers the application's listener. */
  public void replyListener(BiConsumer<Map<String, Object>, Integer> listener) {
    InApplication here = InApplication.here();
    replyListener = (request, status) -> here.run(() -> listener.accept(request, status));
  }

  /** Registers the application's function. */
  public void lateAnswers(Function<Map<String, Object>, Boolean> function) {
    InApplication here = InApplication.here();
    lateAnswers = response -> here.call(() -> function.apply(response));
    lateAnswersSince = Optional.of(System.nanoTime());
  }

  /** Whether there is a decider. */
  public boolean decides() {
    return decides;
  }

  /** Whether there is a function for late answers, and they may still come. */
  public boolean awaitsLateAnswers() {
    return lateAnswersSince
        .filter(since -> System.nanoTime() - since <= LATE_ANSWERS.toNanos())
        .isPresent();
  }

  /** Asks the decider. */
  public OrphanDecision decide(Map<String, Object> request) {
    try {
      return decider.apply(request);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the application cannot decide about a request without session", e);
      return OrphanDecision.answered(500, "Server Internal Error");
    }
  }

  /** Tells the application that the request goes on; a failure of its own stops nothing. */
  public void accept(OrphanDecision decision) {
    try {
      decision.accepted().run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the application failed when told that a request goes on", e);
    }
  }

  /** Tells the listener, on its own thread. */
  public void tellReply(Map<String, Object> request, int status) {
    try {
      replies.execute(() -> reply(request, status));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the server stops, and nobody is told of a {0}", status);
    }
  }

  private void reply(Map<String, Object> request, int status) {
    try {
      replyListener.accept(request, status);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the application failed when told of a " + status, e);
    }
  }

  /** Asks whether the caller gets that response. */
  public boolean letsPass(Map<String, Object> response) {
    try {
      return Boolean.TRUE.equals(lateAnswers.apply(response));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the application cannot decide about a late answer", e);
      return false;
    }
  }

  @Override
  public void close() {
    replies.shutdown();
  }
}
