package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sipacc.acceptance.faults.FaultResult.SetUpTimes;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.persistence.url.DatabaseUrl;

/**
 * A load, a fault in its midst, and the count of what is stored afterwards: warm-up, measured time
 * before the fault, the fault, time after it, the end of all calls.
 */
final class FaultRun implements AutoCloseable {
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  /** On a busy machine it never is; the run then goes on, with the set-up times it has. */
  private static final Duration WARM = Duration.ofSeconds(30);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double WARM_SET_UP_MILLIS = 50;
  private static final Duration CALLS_END = Duration.ofSeconds(50);
  private static final Duration STORED = Duration.ofSeconds(90);
  private static final long SEED = 20_260_301;

  private final String fault;
  private final List<Destination> destinations;
  private final CallLoad load;
  private long beforeNanos;
  private long faultNanos;
  private long overNanos;

  /**
   * Of which the rows of {@code acc} are counted.
   *
   * @param fault what breaks, for the report
   */
  FaultRun(
      String fault,
      String databaseName,
      DatabaseUrl database,
      SipaccServer server,
      CallLoad.Shape shape) {
    this(fault, List.of(new StoredRecords(databaseName, database)), server, shape);
  }

  /**
   * @param fault what breaks, for the report
   * @param destinations where the records of all calls arrive
   */
  FaultRun(
      String fault, List<Destination> destinations, SipaccServer server, CallLoad.Shape shape) {
    this.fault = fault;
    this.destinations = List.copyOf(destinations);
    this.load = CallLoad.start(server.sip(), shape, SEED);
  }

  /** Warms up, measures that long without a fault, and then for as long as the fault lasts. */
  FaultRun during(Duration undisturbed, Runnable breaking) {
    pass(WARM_UP);
    long latest = System.nanoTime() + WARM.toNanos();
    while (!isWarm() && System.nanoTime() < latest) {
      pass(Duration.ofSeconds(1));
    }
    beforeNanos = System.nanoTime();
    pass(undisturbed);
    faultNanos = System.nanoTime();
    breaking.run();
    overNanos = System.nanoTime();
    return this;
  }

  /** A server that just started has its classes to compile: until then it is behind. */
  private boolean isWarm() {
    long now = System.nanoTime();
    SetUpTimes latest = SetUpTimes.of(offeredBetween(now - 2 * SECOND, now - SECOND));
    return !latest.sorted().isEmpty() && latest.millis(50) < WARM_SET_UP_MILLIS;
  }

  /**
   * The server dies now. Nobody places calls, and those who wait for an answer give up; those who
   * talk go on, and hang up when they would have.
   */
  void serverDies() {
    load.stopOffering();
    load.calls().forEach(LoadCall::giveUpUnanswered);
  }

  /** The server is there again. */
  void serverReturns() {
    load.offerAgain();
  }

  /** Lets time go by while calls go on. */
  static void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a destination has a record of every call that has ended by now. */
  void awaitRecords(Destination destination, Duration limit) {
    List<String> ended = callIds(load.calls().stream().filter(LoadCall::ended).toList());
    await(destination.name() + " during: " + fault)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> destination.perCall().keySet().containsAll(ended));
  }

  /** The calls whose BYE was answered between two readings of {@link System#nanoTime}. */
  Set<String> endedBetween(long from, long to) {
    return load.calls().stream()
        .filter(call -> call.endedNanos().filter(end -> end >= from && end < to).isPresent())
        .map(LoadCall::callId)
        .collect(Collectors.toSet());
  }

  /** As {@link #results}, for the only destination. */
  FaultResult result(Duration after) {
    return results(after).get(0);
  }

  /**
   * Offers calls for some time more, lets all end, and counts at each destination once all that is
   * expected is there.
   */
  List<FaultResult> results(Duration after) {
    pass(after);
    load.stopOffering();
    await("the end of all calls")
        .atMost(CALLS_END)
        .until(() -> load.calls().stream().allMatch(LoadCall::isOver));
    List<LoadCall> expected = load.calls().stream().filter(LoadCall::ended).toList();
    destinations.forEach(destination -> awaitStored(destination, expected));
    // What would come twice has had its time: a failed batch is tried again within 5 s.
    pass(Duration.ofSeconds(2));
    List<FaultResult> results =
        destinations.stream().map(destination -> counted(destination, expected)).toList();
    results.forEach(FaultReport::add);
    return results;
  }

  private FaultResult counted(Destination destination, List<LoadCall> expected) {
    Map<String, Integer> stored = destination.perCall();
    return new FaultResult(
        fault,
        destination.name(),
        load.calls().size(),
        (int) load.calls().stream().filter(LoadCall::failed).count(),
        SetUpTimes.of(offeredBetween(beforeNanos, faultNanos)),
        SetUpTimes.of(offeredBetween(faultNanos, overNanos)),
        expected.size(),
        (int) expected.stream().filter(call -> stored.containsKey(call.callId())).count(),
        callIds(expected).stream().filter(id -> !stored.containsKey(id)).toList(),
        callIds(load.calls()).stream().filter(id -> stored.getOrDefault(id, 0) > 1).toList());
  }

  /** How many calls were answered 503. */
  int refused() {
    return (int) load.calls().stream().filter(call -> call.refusal() == 503).count();
  }

  private static void awaitStored(Destination destination, List<LoadCall> expected) {
    long deadline = System.nanoTime() + STORED.toNanos();
    while (!destination.perCall().keySet().containsAll(callIds(expected))
        && System.nanoTime() < deadline) {
      pass(Duration.ofMillis(500));
    }
  }

  private List<LoadCall> offeredBetween(long from, long to) {
    return load.calls().stream()
        .filter(call -> call.offeredNanos() >= from && call.offeredNanos() < to)
        .toList();
  }

  private static List<String> callIds(List<LoadCall> calls) {
    return calls.stream().map(LoadCall::callId).toList();
  }

  /** No record is missing and none is there twice. */
  static void assertComplete(FaultResult result) {
    assertThat(result.expected()).as("expected records").isPositive();
    assertThat(result.missing()).as("missing records").isEmpty();
    assertThat(result.twice()).as("calls with two records").isEmpty();
  }

  /** No call failed, none of its records is missing and none is there twice. */
  static void assertUnaffected(FaultResult result) {
    assertThat(result.failed()).as("failed calls").isZero();
    assertThat(result.expected()).as("expected records").isEqualTo(result.offered());
    assertComplete(result);
  }

  @Override
  public void close() {
    load.close();
  }
}
