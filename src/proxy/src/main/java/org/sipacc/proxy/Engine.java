package org.sipacc.proxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import javax.servlet.ServletContext;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ProxyBranch;

/**
 * What the container offers beyond JSR 289, by way of one servlet-context attribute that holds JDK
 * types only. Where the attribute is absent, so are these: the proxy then does what the standard
 * allows.
 */
final class Engine {
  /** The attribute: a map of the names below to functions. */
  static final String ATTRIBUTE = "org.sipacc.engine";

  /** {@code BiConsumer<Proxy, Integer>}: seconds a target may take for its first reply, 100 too. */
  static final String FIRST_REPLY_TIMEOUT = "firstReplyTimeout";

  /** {@code Consumer<Consumer<ProxyBranch>>}: whom to tell that a branch timed out. */
  static final String ON_BRANCH_TIMEOUT = "onBranchTimeout";

  /**
   * {@code BiConsumer<Map<String, Object>, IntConsumer>}: sends a request of this server's own and
   * tells its final status, 408 for none and 503 if it could not be sent.
   */
  static final String SEND_REQUEST = "sendRequest";

  /** {@code Predicate<String>}: whether a Route or Record-Route value leads to this server. */
  static final String IS_OWN_ROUTE = "isOwnRoute";

  /**
   * {@code Consumer<Function<Map<String, Object>, Map<String, Object>>>}: who decides about
   * requests of calls that a former life set up.
   */
  static final String ON_ORPHAN = "onOrphan";

  /**
   * {@code Consumer<BiConsumer<Map<String, Object>, Integer>>}: whom to tell their final status.
   */
  static final String ON_ORPHAN_REPLY = "onOrphanReply";

  /**
   * {@code Consumer<Function<Map<String, Object>, Boolean>>}: who decides about answers to requests
   * that were ringing when the former life ended.
   */
  static final String ON_LATE_ANSWER = "onLateAnswer";

  /** {@code Consumer<IntSupplier>}: who tells how many calls a stop has to wait for. */
  static final String OPEN_CALLS = "openCalls";

  /** {@code Consumer<List<String>>}: the other nodes, each as host and port. */
  static final String PEERS = "peers";

  private final Map<?, ?> functions;

  private Engine(Map<?, ?> functions) {
    this.functions = functions;
  }

  static Engine of(ServletContext context) {
    return new Engine(context.getAttribute(ATTRIBUTE) instanceof Map<?, ?> map ? map : Map.of());
  }

  /** Whether the container offers JSR 289 alone. */
  boolean isAbsent() {
    return functions.isEmpty();
  }

  /**
   * Limits the time to a target's first reply.
   *
   * @return false if the container cannot
   */
  boolean limitFirstReply(Proxy proxy, int seconds) {
    Optional<BiConsumer<Object, Integer>> limit = function(FIRST_REPLY_TIMEOUT);
    limit.ifPresent(l -> l.accept(proxy, seconds));
    return limit.isPresent();
  }

  /**
   * Has the listener told of each branch that timed out, before the container draws its own
   * conclusions: a branch the listener starts then keeps the request going.
   */
  void onBranchTimeout(Consumer<ProxyBranch> listener) {
    Optional<Consumer<Consumer<Object>>> register = function(ON_BRANCH_TIMEOUT);
    register.ifPresent(r -> r.accept(branch -> listener.accept((ProxyBranch) branch)));
  }

  /**
   * Has the requests of calls that a former life set up decided and accounted.
   *
   * @return false if the container does not route them
   */
  boolean onFormerCalls(
      Function<Map<String, Object>, Map<String, Object>> decider,
      BiConsumer<Map<String, Object>, Integer> replies,
      Function<Map<String, Object>, Boolean> lateAnswers) {
    Optional<Consumer<Function<Map<String, Object>, Map<String, Object>>>> orphans =
        function(ON_ORPHAN);
    Optional<Consumer<BiConsumer<Map<String, Object>, Integer>>> answers =
        function(ON_ORPHAN_REPLY);
    Optional<Consumer<Function<Map<String, Object>, Boolean>>> late = function(ON_LATE_ANSWER);
    orphans.ifPresent(register -> register.accept(decider));
    answers.ifPresent(register -> register.accept(replies));
    late.ifPresent(register -> register.accept(lateAnswers));
    return orphans.isPresent();
  }

  /**
   * Names the other nodes, each as host and port: requests by their Routes are decided as those of
   * {@link #onFormerCalls} are.
   *
   * @return false if the container cannot do so
   */
  boolean peers(List<String> addresses) {
    Optional<Consumer<List<String>>> register = function(PEERS);
    register.ifPresent(r -> r.accept(addresses));
    return register.isPresent();
  }

  /** Has a stop wait for calls, if the container can. */
  void waitAtStopFor(IntSupplier calls) {
    Optional<Consumer<IntSupplier>> register = function(OPEN_CALLS);
    register.ifPresent(r -> r.accept(calls));
  }

  /** Whether the container can send requests of this server's own. */
  boolean sendsRequests() {
    return functions.containsKey(SEND_REQUEST);
  }

  /** Sends a request outside of the container's sessions; see {@link #SEND_REQUEST}. */
  void sendRequest(Map<String, Object> message, IntConsumer status) {
    Optional<BiConsumer<Map<String, Object>, IntConsumer>> send = function(SEND_REQUEST);
    send.orElseThrow(() -> new IllegalStateException("the container cannot send requests"))
        .accept(message, status);
  }

  /** Whether a Route or Record-Route value leads to this server; false if nobody knows. */
  boolean isOwnRoute(String value) {
    Optional<Predicate<String>> isOwn = function(IS_OWN_ROUTE);
    return isOwn.map(test -> test.test(value)).orElse(false);
  }

  @SuppressWarnings("unchecked")
  private <F> Optional<F> function(String name) {
    return Optional.ofNullable((F) functions.get(name));
  }
}
