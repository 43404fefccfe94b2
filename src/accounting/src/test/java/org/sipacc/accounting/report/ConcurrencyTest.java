package org.sipacc.accounting.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;

class ConcurrencyTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static CallSummary call(long answered, long ended) {
    return call(Optional.of(START.plusMillis(answered)), START.plusMillis(ended));
  }

  private static CallSummary call(Optional<Instant> answered, Instant ended) {
    return new CallSummary(
        TimeOrderedId.of(0, 0, 1),
        "c",
        "f",
        "t",
        "sip:a@a",
        "sip:b@b",
        "sip:b@b",
        "",
        "",
        START,
        Optional.empty(),
        Optional.empty(),
        answered,
        ended,
        CallSummary.Outcome.ANSWERED,
        200,
        "OK",
        CallSummary.EndedBy.CALLER,
        "",
        "bye",
        "v1",
        List.of());
  }

  private static Concurrency of(CallSummary... calls) {
    Concurrency concurrency = new Concurrency();
    for (CallSummary call : calls) {
      assertThat(concurrency.add(call)).isTrue();
    }
    return concurrency;
  }

  private static List<Concurrency.Peak> total(Concurrency concurrency, long until) {
    return concurrency.peaks(Interval.TOTAL, ZoneOffset.UTC, START, START.plusMillis(until));
  }

  @Property
  void thePeakIsTheMostThatAreUpInAnyMillisecond(
      @ForAll @Size(max = 40) List<@IntRange(max = 60) Integer> begins,
      @ForAll @IntRange(min = 1, max = 20) int length) {
    Concurrency concurrency = new Concurrency();
    List<long[]> calls = new ArrayList<>();
    for (int begin : begins) {
      long end = begin + 1 + (begin * 7L + length) % 20;
      calls.add(new long[] {begin, end});
      concurrency.add(call(begin, end));
    }
    int most = 0;
    for (long at = 10; at < 50; at++) {
      long now = at;
      int up = (int) calls.stream().filter(call -> call[0] <= now && now < call[1]).count();
      most = Math.max(most, up);
    }
    List<Concurrency.Peak> peaks =
        concurrency.peaks(
            Interval.TOTAL, ZoneOffset.UTC, START.plusMillis(10), START.plusMillis(50));
    assertThat(peaks).hasSize(1);
    // At the first millisecond, calls that end just then are still counted for the moment before.
    assertThat(peaks.get(0).calls()).isBetween(most, most + endingAt(calls, 10));
  }

  private static int endingAt(List<long[]> calls, long at) {
    return (int) calls.stream().filter(call -> call[1] == at).count();
  }

  @Example
  void aCallThatEndsWhenAnotherIsAnsweredMakesRoomForIt() {
    assertThat(total(of(call(0, 10), call(10, 20)), 100))
        .containsExactly(new Concurrency.Peak(Optional.empty(), 1, START));
  }

  @Example
  void callsThatWereNotAnsweredOrHadNoTimeDoNotCount() {
    Concurrency concurrency = of(call(Optional.empty(), START.plusMillis(5)), call(7, 7));
    assertThat(total(concurrency, 100))
        .containsExactly(new Concurrency.Peak(Optional.empty(), 0, START));
  }

  @Example
  void eachPartOfTimeBeginsWithTheCallsThatAreUp() {
    long hour = 3_600_000;
    Concurrency concurrency =
        of(call(-5, hour + 5), call(10, hour + 7), call(hour + 6, hour + 9), call(20, 30));
    ZoneId zone = ZoneOffset.UTC;
    assertThat(concurrency.peaks(Interval.HOUR, zone, START, START.plusMillis(2 * hour)))
        .containsExactly(
            new Concurrency.Peak(Optional.of(START), 3, START.plusMillis(20)),
            new Concurrency.Peak(Optional.of(START.plusMillis(hour)), 2, START.plusMillis(hour)));
  }
}
