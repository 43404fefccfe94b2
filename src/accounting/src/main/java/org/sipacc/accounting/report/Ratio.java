package org.sipacc.accounting.report;

import java.util.OptionalDouble;

/** How many of how many. */
public record Ratio(long numerator, long denominator) {
  /** Empty if there is nothing to divide by. */
  public OptionalDouble value() {
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator / denominator);
  }
}
