package org.sipacc.acceptance.faults;

import java.time.Duration;
import java.util.List;

/**
 * What a run under a fault came to.
 *
 * @param destination where records were counted
 * @param before set-up times before the fault
 * @param during set-up times while it lasted
 * @param expected records that must be there: calls whose BYE was answered
 * @param stored how many of those there are
 * @param missing those expected that are not there
 * @param twice calls, expected or not, that have more than one
 */
record FaultResult(
    String fault,
    String destination,
    int offered,
    int failed,
    SetUpTimes before,
    SetUpTimes during,
    int expected,
    int stored,
    List<String> missing,
    List<String> twice) {

  /** The set-up times of some calls. */
  record SetUpTimes(List<Duration> sorted) {
    static SetUpTimes of(List<LoadCall> calls) {
      return new SetUpTimes(
          calls.stream().flatMap(call -> call.setUp().stream()).sorted().toList());
    }

    /** As in {@code 3.1 / 9.8}: half of the calls, and 99 of 100, took at most so many ms. */
    @Override
    public String toString() {
      return sorted.isEmpty() ? "-" : "%.1f / %.1f".formatted(millis(50), millis(99));
    }

    /** The time that so many of a hundred calls did not exceed. */
    double millis(int percent) {
      int index = (sorted.size() * percent + 99) / 100 - 1;
      return sorted.get(Math.max(0, index)).toNanos() / 1e6;
    }
  }
}
