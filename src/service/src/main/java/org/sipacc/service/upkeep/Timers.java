package org.sipacc.service.upkeep;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Stops what works in the database from time to time. */
public final class Timers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Timers() {}

  /**
   * Lets it end what it does, and waits for that for a while. It is not interrupted: the embedded
   * database closes its files when a thread in it is.
   */
  public static void stop(ExecutorService timer) {
    timer.shutdown();
    try {
      var unused = timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
