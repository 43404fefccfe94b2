package org.sipacc.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Tells the log when a destination fails and when it works again: once each, not at every try. */
final class Outage {
  private static final Logger LOG = System.getLogger(Outage.class.getName());

  private final String destination;
  private int failures;
  private long beganNanos;
  private boolean defectTold;

  Outage(String destination) {
    this.destination = destination;
  }

  /** Failures in a row; 0 if there is no outage. */
  int failures() {
    return failures;
  }

  /** The destination cannot take anything now. */
  void unavailable(SinkUnavailableException e, String place) {
    if (begin()) {
      LOG.log(
          Level.WARNING,
          "{0} takes no records: {1}; {2}; they wait in the journal and are tried again",
          destination,
          e.getMessage(),
          place);
    }
  }

  /** Something else went wrong, which points to a defect. */
  void failed(Throwable e, String place) {
    begin();
    if (!defectTold) {
      defectTold = true;
      LOG.log(
          Level.ERROR,
          "delivery to %s failed unexpectedly: %s; %s; it is tried again"
              .formatted(destination, e, place),
          e);
    }
  }

  /** The destination has taken something, or there is nothing for it. */
  void over(long waiting) {
    if (failures > 0) {
      Duration lasted = Duration.ofNanos(System.nanoTime() - beganNanos);
      LOG.log(
          Level.INFO,
          "{0} takes records again after {1} s and {2} failed tries; {3} entries of the journal"
              + " are still to be delivered",
          destination,
          "%.1f".formatted(lasted.toMillis() / 1000.0),
          Integer.toString(failures),
          Long.toString(waiting));
    }
    failures = 0;
    defectTold = false;
  }

  /** Returns whether this failure begins an outage. */
  private boolean begin() {
    failures++;
    if (failures == 1) {
      beganNanos = System.nanoTime();
    }
    return failures == 1;
  }
}
