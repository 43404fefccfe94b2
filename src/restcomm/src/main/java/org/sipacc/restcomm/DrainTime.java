package org.sipacc.restcomm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * How long a stop waits for the calls that are ringing or up, while new ones get 503.
 *
 * @param most at most so long; zero waits for nobody
 */
record DrainTime(Duration most) {

  /** System property that holds it in seconds. */
  static final String PROPERTY = "sipacc.drain.seconds";

  private static final Logger LOG = System.getLogger(DrainTime.class.getName());
  private static final int MOST_SECONDS = 86_400;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is no number of seconds; the message names the property
   */
  static DrainTime parse(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MOST_SECONDS) {
      throw new IllegalArgumentException(
          PROPERTY + ": '" + text + "' must be a number of seconds, 0 to " + MOST_SECONDS);
    }
    return new DrainTime(Duration.ofSeconds(Integer.parseInt(text)));
  }

  /** Returns when no call is left, or the time is over. */
  void waitForCalls(SipEngine engine) {
    long end = System.nanoTime() + most.toNanos();
    int open = most.isZero() ? 0 : openCalls(engine);
    if (open == 0) {
      return;
    }
    int atFirst = open;
    LOG.log(
        Level.INFO, () -> "the stop waits for " + atFirst + " calls, " + most.toSeconds() + " s");
    try {
      while (open > 0 && System.nanoTime() < end) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        open = openCalls(engine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int left = open;
    LOG.log(Level.INFO, () -> "the stop goes on with " + left + " calls open");
  }

  private static int openCalls(SipEngine engine) {
    try {
      return engine.openCalls();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "an application cannot tell how many calls it has", e);
      return 0;
    }
  }
}
