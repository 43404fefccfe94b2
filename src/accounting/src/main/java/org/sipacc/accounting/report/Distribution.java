package org.sipacc.accounting.report;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How often each value came; exact, and as big as there are different values. */
public final class Distribution {
  private final TreeMap<Long, Long> counts = new TreeMap<>();
  private long total;

  void add(long value) {
    counts.merge(value, 1L, Long::sum);
    total++;
  }

  /** How many values there are. */
  public long total() {
    return total;
  }

  /**
   * The least value that at least so many of a hundred do not exceed, as SQL's {@code
   * percentile_disc}; empty without values.
   *
   * @param percent 1 to 100
   */
  public OptionalLong percentile(int percent) {
    long seen = 0;
    for (Map.Entry<Long, Long> count : counts.entrySet()) {
      seen += count.getValue();
      if (seen * 100 >= total * percent) {
        return OptionalLong.of(count.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
