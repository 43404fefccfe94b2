package org.sipacc.service.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which calls of the two sides are the same: to one number, from one number where both sides say,
 * and answered at nearly the same time; the nearest first, each once.
 *
 * @param both those that both have
 * @param onlyHere ours that the carrier does not have, by start
 * @param onlyThere the carrier's that we do not have, by start
 */
public record Comparison(
    List<Pair> both, List<ComparedCall> onlyHere, List<ComparedCall> onlyThere) {
  private static final int SECONDS = 1000;
  private static final int MOST_CANDIDATES = 1_000_000;

  /**
   * When two calls are the same.
   *
   * @param digits how many of a number's last digits are compared
   * @param start how far apart their starts may be
   */
  public record Likeness(int digits, Duration start) {
    /**
     * The last digits of a number; zeros at its beginning and characters that are neither digits
     * nor letters do not count.
     */
    private String of(String number) {
      String plain = number.replaceAll("[^0-9A-Za-z]", "").replaceFirst("^0+", "");
      return plain.substring(Math.max(0, plain.length() - digits));
    }
  }

  /** A call that both sides have. */
  public record Pair(ComparedCall ours, ComparedCall theirs) {
    private long millisApart() {
      return Math.abs(Duration.between(ours.start(), theirs.start()).toMillis());
    }

    /** How many seconds longer it is here. */
    public double difference() {
      return Math.rint((ours.seconds() - theirs.seconds()) * SECONDS) / SECONDS;
    }
  }

  /**
   * Compares them.
   *
   * @throws IllegalArgumentException if too many are alike; the message says what to do
   */
  static Comparison of(List<ComparedCall> ours, List<ComparedCall> theirs, Likeness likeness) {
    Map<String, NavigableMap<Instant, List<ComparedCall>>> byCallee = new HashMap<>();
    for (ComparedCall call : theirs) {
      byCallee
          .computeIfAbsent(likeness.of(call.callee()), key -> new TreeMap<>())
          .computeIfAbsent(call.start(), key -> new ArrayList<>())
          .add(call);
    }
    List<Pair> candidates = new ArrayList<>();
    for (ComparedCall call : ours) {
      byCallee
          .getOrDefault(likeness.of(call.callee()), Collections.emptyNavigableMap())
          .subMap(
              call.start().minus(likeness.start()), true, call.start().plus(likeness.start()), true)
          .values()
          .stream()
          .flatMap(List::stream)
          .map(other -> new Pair(call, other))
          .filter(pair -> sameCaller(pair, likeness))
          .forEach(candidates::add);
      if (candidates.size() > MOST_CANDIDATES) {
        throw new IllegalArgumentException(
            "more than "
                + MOST_CANDIDATES
                + " pairs of calls are alike; compare more digits, or starts that are closer");
      }
    }
    candidates.sort(
        Comparator.comparingLong(Pair::millisApart)
            .thenComparingDouble(pair -> Math.abs(pair.difference())));
    Set<ComparedCall> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Pair> both = new ArrayList<>();
    for (Pair pair : candidates) {
      if (!taken.contains(pair.ours()) && !taken.contains(pair.theirs())) {
        taken.add(pair.ours());
        taken.add(pair.theirs());
        both.add(pair);
      }
    }
    both.sort(Comparator.comparing(pair -> pair.ours().start()));
    return new Comparison(both, without(ours, taken), without(theirs, taken));
  }

  private static boolean sameCaller(Pair pair, Likeness likeness) {
    String one = likeness.of(pair.ours().caller());
    String other = likeness.of(pair.theirs().caller());
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static List<ComparedCall> without(List<ComparedCall> calls, Set<ComparedCall> taken) {
    return calls.stream()
        .filter(call -> !taken.contains(call))
        .sorted(Comparator.comparing(ComparedCall::start))
        .toList();
  }

  /**
   * What of it is of some time: what both have by our start, so that no call is missed because the
   * two sides put it on different sides of the time's end.
   */
  Comparison within(Predicate<Instant> time) {
    return new Comparison(
        both.stream().filter(pair -> time.test(pair.ours().start())).toList(),
        onlyHere.stream().filter(call -> time.test(call.start())).toList(),
        onlyThere.stream().filter(call -> time.test(call.start())).toList());
  }

  /** Our calls. */
  public List<ComparedCall> ours() {
    return Stream.concat(both.stream().map(Pair::ours), onlyHere.stream()).toList();
  }

  /** The carrier's calls. */
  public List<ComparedCall> theirs() {
    return Stream.concat(both.stream().map(Pair::theirs), onlyThere.stream()).toList();
  }

  /** Those of both whose seconds are further apart than they may be. */
  public List<Pair> differing(double tolerance) {
    return both.stream().filter(pair -> Math.abs(pair.difference()) > tolerance).toList();
  }
}
