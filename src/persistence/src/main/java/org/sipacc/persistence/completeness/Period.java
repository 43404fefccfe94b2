package org.sipacc.persistence.completeness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that is compared: the hours that begin in it, and the one it begins in.
 *
 * @param until not included
 */
public record Period(Instant since, Instant until) {
  public Period {
    since = since.truncatedTo(ChronoUnit.HOURS);
    until = until.plus(1, ChronoUnit.HOURS).minusNanos(1).truncatedTo(ChronoUnit.HOURS);
  }
}
