package org.sipacc.persistence.completeness;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The sequence numbers of an hour that are nowhere, as ranges. */
final class AbsentNumbers {
  private static final int MOST_RANGES = 20;

  /** 16 MiB of bits; an hour with more numbers is not looked at one by one. */
  private static final long MOST_NUMBERS = 1L << 27;

  private final long first;
  private final long count;
  private final BitSet present = new BitSet();

  AbsentNumbers(long first, long last) {
    this.first = first;
    this.count = last - first + 1;
  }

  boolean isTooWide() {
    return count > MOST_NUMBERS;
  }

  void isThere(long sequence) {
    if (sequence >= first && sequence - first < count && !isTooWide()) {
      present.set((int) (sequence - first));
    }
  }

  /** At most some; the last one then takes in all that follow. */
  List<SequenceRange> ranges() {
    if (isTooWide()) {
      return List.of(new SequenceRange(first, first + count - 1));
    }
    List<SequenceRange> ranges = new ArrayList<>();
    int from = present.nextClearBit(0);
    while (from < count) {
      int next = present.nextSetBit(from);
      boolean toTheEnd = next < 0 || ranges.size() == MOST_RANGES - 1;
      int to = toTheEnd ? (int) count : next;
      ranges.add(new SequenceRange(first + from, first + to - 1));
      from = present.nextClearBit(to);
    }
    return ranges;
  }
}
