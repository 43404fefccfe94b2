package org.sipacc.service.upkeep;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.service.work.LongWork;

/**
 * Adds stored calls to the roll-ups every few seconds. While the database cannot be asked it waits;
 * nothing is lost by that.
 */
public final class RollupUpkeep implements AutoCloseable {
  /** Its id as long work. */
  static final String ID = "roll-ups";

  private static final Logger LOG = System.getLogger(RollupUpkeep.class.getName());

  private final LongWork work;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;
  private int failures;

  private RollupUpkeep(
      Optional<AccountingPersistence> persistence,
      Countries countries,
      Duration interval,
      LongWork work,
      ThreadFactory threads) {
    this.work = work;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    if (persistence.isPresent() && !interval.isZero()) {
      Rollups rollups = new Rollups(persistence.get(), countries);
      Supplier<Rollups.Progress> progress = () -> Rollups.progress(persistence.get());
      var unused =
          timer.scheduleWithFixedDelay(
              () -> addAll(rollups, progress),
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
      Optional<AccountingPersistence> persistence,
      Parameters parameters,
      LongWork work,
      ThreadFactory threads) {
    return new RollupUpkeep(
        persistence,
        new Countries(parameters.get(Catalogue.COUNTRY)),
        parameters.get(Catalogue.ROLLUP_INTERVAL),
        work,
        threads);
  }

  private void addAll(Rollups rollups, Supplier<Rollups.Progress> progress) {
    try (LongWork.Task round = work.beginRound(ID, "adds calls to the sums of reports")) {
      while (!closed && !round.isCancelled() && rollups.advance()) {
        failures = 0;
        Rollups.Progress now = progress.get();
        round.progress(now.rolled(), OptionalLong.of(now.stored()));
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
