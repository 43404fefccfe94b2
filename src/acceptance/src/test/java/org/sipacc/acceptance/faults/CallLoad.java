package org.sipacc.acceptance.faults;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sipacc.acceptance.phone.SipMessage;

/** Offers calls at a steady rate, whatever becomes of them, and keeps what became of each. */
final class CallLoad implements AutoCloseable {
  private static final int SHORTEST_RING_MILLIS = 100;
  private static final int LONGEST_RING_MILLIS = 300;

  private final LoadSocket caller;
  private final LoadSocket callee;
  private final Shape shape;
  private final Random random;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
  private final Map<String, LoadCall> calls = new ConcurrentHashMap<>();
  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private Future<?> offering;
  private int offered;

  /**
   * What calls are like.
   *
   * @param perSecond how many are offered
   * @param shortestTalk the shortest one; the longest is {@code longestTalk}
   */
  record Shape(int perSecond, Duration shortestTalk, Duration longestTalk) {
    /** Short calls of one to three seconds. */
    static Shape shortCalls(int perSecond) {
      return new Shape(perSecond, Duration.ofSeconds(1), Duration.ofSeconds(3));
    }
  }

  /**
   * Begins at once.
   *
   * @param seed chooses talking times, and who hangs up
   */
  static CallLoad start(InetSocketAddress server, Shape shape, long seed) {
    CallLoad load = new CallLoad(server, shape, seed);
    load.offerAgain();
    return load;
  }

  private CallLoad(InetSocketAddress server, Shape shape, long seed) {
    this.shape = shape;
    this.random = new Random(seed);
    this.caller =
        new LoadSocket(
            "caller", server, message -> call(message).ifPresent(call -> call.callerGot(message)));
    this.callee =
        new LoadSocket(
            "callee", server, message -> call(message).ifPresent(call -> call.calleeGot(message)));
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Begins to offer calls, after a pause. */
  void offerAgain() {
    long intervalNanos = TimeUnit.SECONDS.toNanos(1) / shape.perSecond();
    offering = timer.scheduleAtFixedRate(this::offer, 0, intervalNanos, TimeUnit.NANOSECONDS);
  }

  /** Offers no more calls; those that are up go on. */
  void stopOffering() {
    offering.cancel(false);
  }

  /** All calls that were offered. */
  List<LoadCall> calls() {
    return List.copyOf(calls.values());
  }

  LoadSocket caller() {
    return caller;
  }

  LoadSocket callee() {
    return callee;
  }

  void after(Duration delay, Runnable task) {
    var unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void offer() {
    LoadCall.Plan plan =
        new LoadCall.Plan(
            millis(SHORTEST_RING_MILLIS, LONGEST_RING_MILLIS),
            millis((int) shape.shortestTalk().toMillis(), (int) shape.longestTalk().toMillis()),
            random.nextBoolean());
    LoadCall call = new LoadCall(this, name + "-" + ++offered, plan);
    calls.put(call.callId(), call);
    call.offer();
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(least + random.nextInt(most - least + 1));
  }

  private Optional<LoadCall> call(SipMessage message) {
    return Optional.ofNullable(calls.get(message.callId()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    caller.close();
    callee.close();
  }
}
