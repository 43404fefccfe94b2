package org.sipacc.accounting.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Since when, and until when, which is not included. */
public record TimeRange(Optional<Instant> since, Optional<Instant> until) {
  /** From the beginning to the end. */
  public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

  /** Whether both ends are given and no more than that lies between them. */
  public boolean isWithin(Duration longest) {
    return since.isPresent()
        && until.isPresent()
        && Duration.between(since.get(), until.get()).compareTo(longest) <= 0;
  }
}
