package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.CallSummary;

/**
 * How many answered calls were up at once, to the millisecond: a call is up from its answer to its
 * end, and one that ends when another is answered makes room for it.
 */
public final class Concurrency {
  /** More calls are not held in memory. */
  public static final int MOST_CALLS = 2_000_000;

  private static final int FIRST_ROOM = 1024;

  /** Answers and ends: milliseconds, and in the lowest bit whether it is an answer. */
  private long[] events = new long[FIRST_ROOM];

  private int count;

  /**
   * The most calls that were up at once in a part of time.
   *
   * @param begin of the part; empty if there are no parts
   * @param at when there were first so many
   */
  public record Peak(Optional<Instant> begin, int calls, Instant at) {}

  /**
   * Adds a call; one that was not answered, or ended when it was, does not count.
   *
   * @return false if it would be one too many
   */
  public boolean add(CallSummary call) {
    Optional<Instant> answered = call.answered();
    if (answered.isEmpty() || !answered.get().isBefore(call.ended())) {
      return true;
    }
    if (count >= 2 * MOST_CALLS) {
      return false;
    }
    if (count + 2 > events.length) {
      events = Arrays.copyOf(events, events.length * 2);
    }
    events[count++] = (answered.get().toEpochMilli() << 1) | 1;
    events[count++] = call.ended().toEpochMilli() << 1;
    return true;
  }

  /**
   * The peaks of the parts of a time in which a call was answered or ended, by time.
   *
   * @param zone in which days begin
   */
  public List<Peak> peaks(Interval interval, ZoneId zone, Instant since, Instant until) {
    Arrays.sort(events, 0, count);
    List<Peak> peaks = new ArrayList<>();
    int up = 0;
    int next = 0;
    while (next < count && time(events[next]).isBefore(since)) {
      up += change(events[next++]);
    }
    Peak peak = new Peak(interval.beginOf(since, zone), up, since);
    while (next < count && time(events[next]).isBefore(until)) {
      Instant now = time(events[next]);
      Optional<Instant> begin = interval.beginOf(now, zone);
      if (!begin.equals(peak.begin())) {
        peaks.add(peak);
        peak = new Peak(begin, up, begin.orElseThrow());
      }
      up += change(events[next++]);
      if (up > peak.calls()) {
        peak = new Peak(begin, up, now);
      }
    }
    peaks.add(peak);
    return peaks;
  }

  private static Instant time(long event) {
    return Instant.ofEpochMilli(event >> 1);
  }

  private static int change(long event) {
    return (event & 1) == 1 ? 1 : -1;
  }
}
