package org.sipacc.service.upkeep;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.rollup.Rollups;

/**
 * Adds stored calls to the roll-ups every few seconds. While the database cannot be asked it waits;
 * nothing is lost by that.
 */
public final class RollupUpkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RollupUpkeep.class.getName());

  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;
  private int failures;

  private RollupUpkeep(Optional<Rollups> rollups, Duration interval, ThreadFactory threads) {
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    if (rollups.isPresent() && !interval.isZero()) {
      var unused =
          timer.scheduleWithFixedDelay(
              () -> addAll(rollups.get()),
              interval.toMillis(),
              interval.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Starts it.
   *
   * @param persistence empty if there is no database
   */
  public static RollupUpkeep start(
      Optional<AccountingPersistence> persistence, Parameters parameters, ThreadFactory threads) {
    Countries countries = new Countries(parameters.get(Catalogue.COUNTRY));
    return new RollupUpkeep(
        persistence.map(database -> new Rollups(database, countries)),
        parameters.get(Catalogue.ROLLUP_INTERVAL),
        threads);
  }

  private void addAll(Rollups some) {
    try {
      while (!closed && some.advance()) {
        failures = 0;
      }
    } catch (PersistenceException e) {
      // Once in a while another node was faster; more often, the database is away.
      failures++;
      LOG.log(
          failures == 2 ? Level.WARNING : Level.DEBUG,
          "calls are added to the roll-ups later: {0}",
          DatabaseErrors.message(e));
    } catch (RuntimeException e) {
      failures++;
      LOG.log(failures == 1 ? Level.ERROR : Level.DEBUG, "calls cannot be added to roll-ups", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    Timers.stop(timer);
  }
}
