package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.ForeignBye;

/**
 * Ends calls of this node by the BYEs that other nodes saw of them while this one was dead: at its
 * start, and every few seconds while it has calls.
 */
final class ForeignByes implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ForeignByes.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final ToIntFunction<Consumer<ForeignBye>> stored;
  private final OpenCalls calls;
  private final ScheduledThreadPoolExecutor timer;
  private final Future<?> looks;
  private boolean failed;

  /**
   * Looks at once, and from then on again and again.
   *
   * @param stored gives what the database has for this node to a taker, some at once; returns how
   *     many there were, and throws a PersistenceException if the database cannot be asked
   */
  ForeignByes(ToIntFunction<Consumer<ForeignBye>> stored, OpenCalls calls, ThreadFactory threads) {
    this.stored = stored;
    this.calls = calls;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    look();
    this.looks =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    if (calls.count() == 0) {
      return;
    }
    try {
      int taken = stored.applyAsInt(this::take);
      while (taken > 0) {
        taken = stored.applyAsInt(this::take);
      }
      failed = false;
    } catch (PersistenceException e) {
      LOG.log(
          failed ? Level.DEBUG : Level.WARNING,
          "the database cannot be asked for BYEs that other nodes saw, and is asked again: {0}",
          e.getMessage());
      failed = true;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "BYEs that other nodes saw could not be taken", e);
    }
  }

  private void take(ForeignBye bye) {
    int ended = calls.endElsewhere(bye);
    LOG.log(
        ended == 0 ? Level.DEBUG : Level.INFO,
        "node {0} saw a BYE of {1} at {2}, which ends {3} call(s)",
        Integer.toString(bye.seenBy()),
        bye.callId(),
        bye.at(),
        ended);
  }

  @Override
  public void close() {
    looks.cancel(false);
    timer.shutdownNow();
  }
}
