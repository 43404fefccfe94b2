package org.sipacc.restcomm.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import javax.servlet.sip.ProxyBranch;
import org.mobicents.javax.servlet.sip.ProxyBranchListener;
import org.mobicents.javax.servlet.sip.ProxyExt;
import org.mobicents.javax.servlet.sip.ResponseType;

/**
 * What an application may use of the engine beyond JSR 289: a servlet-context attribute, a map of
 * names to functions. The functions' types are the JDK's, for the application is linked with
 * nothing of the engine.
 *
 * <ul>
 *   <li>{@code firstReplyTimeout}: {@code BiConsumer<Proxy, Integer>}, limits the seconds until a
 *       target's first reply, 100 included
 *   <li>{@code onBranchTimeout}: {@code Consumer<Consumer<ProxyBranch>>}, registers a listener that
 *       is told of each branch that timed out, before the proxy acts on it: if the listener starts
 *       another branch, the proxy goes on waiting
 *   <li>{@code sendRequest}: {@code BiConsumer<Map<String, Object>, IntConsumer>}, sends a request
 *       of the server's own in a dialog between others, as a BYE to a party of a proxied call; no
 *       session is needed, so the dialog may be older than this run of the server. The map's
 *       entries:
 *       <ul>
 *         <li>{@code method} (String): {@code BYE} or another, but not INVITE, ACK, CANCEL, PRACK
 *         <li>{@code uri} (String): the Request-URI, which is the party's Contact
 *         <li>{@code from}, {@code to} (String): whole header values, with the dialog's tags; the
 *             receiver's is {@code to}
 *         <li>{@code callId} (String), {@code cseq} (Long)
 *         <li>{@code routes} (List of String, may be absent): values of the Route headers, the
 *             nearest first, without those that {@code isOwnRoute} finds; a strict router is served
 *             as RFC 3261 section 12.2.1.1 says
 *         <li>{@code headers} (Map of String to String, may be absent): more headers, such as
 *             Reason
 *         <li>{@code transport} (String, may be absent): {@code udp} or {@code tcp}, for a next hop
 *             that names none; else UDP
 *       </ul>
 *       It returns at once. The consumer gets the final status exactly once, unless the server
 *       stops before: that of the response, 408 if none came within 32 s, 503 if it could not be
 *       sent or more than 10,000 wait to be. One thread, {@code sipacc-own-request-answer}, calls
 *       all consumers one after the other, with the application's class loader and no lock held: it
 *       may wait for a session, but delays the other outcomes meanwhile. A malformed map, control
 *       characters included, is an {@link IllegalArgumentException}, and nobody is called
 *   <li>{@code isOwnRoute}: {@code Predicate<String>}, whether a value of Route or Record-Route, or
 *       a URI, leads to a listening address of this server, by whichever transport
 *   <li>{@code onOrphan}: {@code Consumer<Function<Map<String, Object>, Map<String, Object>>>}, and
 *       {@code onOrphanReply}: {@code Consumer<BiConsumer<Map<String, Object>, Integer>>}, register
 *       what decides about in-dialog requests without a session, and what is told how they were
 *       answered; {@code onLateAnswer}: {@code Consumer<Function<Map<String, Object>, Boolean>>}
 *       registers what decides about answers to INVITEs of an earlier run. {@link OrphanCalls}
 *       tells the entries of the maps. The last one registered counts
 *   <li>{@code peers}: {@code Consumer<List<String>>}, names the other nodes of this installation,
 *       each as host and port as they stand in its Record-Route: in-dialog requests that get here
 *       by their Routes are asked about as orphans are
 *   <li>{@code openCalls}: {@code Consumer<IntSupplier>}, registers what tells how many calls the
 *       application has; a stop waits for them, as {@code sipacc.drain.seconds} allows. Without it
 *       the application sessions count
 *   <li>{@code openSessions}: {@code IntSupplier}, tells how many application sessions there are
 *   <li>{@code drain}: {@code Runnable}, has initial requests answered 503 from now on
 * </ul>
 */
final class EngineFunctions implements ProxyBranchListener {
  /** The attribute's name. */
  static final String ATTRIBUTE = "org.sipacc.engine";

  private final SipEngine engine;
  private final SipApplication application;
  private final List<Consumer<Object>> branchTimeoutListeners = new CopyOnWriteArrayList<>();

  EngineFunctions(SipEngine engine, SipApplication application) {
    this.engine = engine;
    this.application = application;
  }

  Map<String, Object> asMap() {
    BiConsumer<Object, Integer> firstReplyTimeout =
        (proxy, seconds) -> ((ProxyExt) proxy).setProxy1xxTimeout(seconds);
    Consumer<Consumer<Object>> onBranchTimeout = branchTimeoutListeners::add;
    BiConsumer<Map<String, Object>, IntConsumer> sendRequest =
        (description, outcome) -> engine.ownRequests().send(description, here(outcome));
    Predicate<String> isOwnRoute = engine.locals()::isOwnRoute;
    Consumer<Function<Map<String, Object>, Map<String, Object>>> onOrphan =
        application.orphanCalls()::decider;
    Consumer<BiConsumer<Map<String, Object>, Integer>> onOrphanReply =
        application.orphanCalls()::replyListener;
    Consumer<Function<Map<String, Object>, Boolean>> onLateAnswer =
        application.orphanCalls()::lateAnswers;
    Consumer<List<String>> peers = engine.peers()::add;
    Consumer<IntSupplier> openCalls = application::openCalls;
    IntSupplier openSessions = application::activeApplicationSessions;
    Runnable drain = engine::drain;
    return Map.ofEntries(
        Map.entry("firstReplyTimeout", firstReplyTimeout),
        Map.entry("onBranchTimeout", onBranchTimeout),
        Map.entry("sendRequest", sendRequest),
        Map.entry("isOwnRoute", isOwnRoute),
        Map.entry("onOrphan", onOrphan),
        Map.entry("onOrphanReply", onOrphanReply),
        Map.entry("onLateAnswer", onLateAnswer),
        Map.entry("peers", peers),
        Map.entry("openCalls", openCalls),
        Map.entry("openSessions", openSessions),
        Map.entry("drain", drain));
  }

  /** With the class loader of the caller, which is the application. */
  private static IntConsumer here(IntConsumer outcome) {
    InApplication here = InApplication.here();
    return status -> here.run(() -> outcome.accept(status));
  }

  @Override
  public void onProxyBranchResponseTimeout(ResponseType expected, ProxyBranch branch) {
    branchTimeoutListeners.forEach(listener -> listener.accept(branch));
  }
}
