package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalException;
import org.sipacc.journal.JournalRoom;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.NotForcedException;
import org.sipacc.journal.SyncPolicy;
import org.sipacc.service.WaitingRecords.Waiting;

/**
 * Looks at the journal every so often, before it is too late for calls that are up, and appends
 * what waits as soon as that works.
 */
final class JournalWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JournalWatch.class.getName());
  private static final long STOP_SECONDS = 5;

  private final Journal journal;
  private final JournalSettings settings;
  private final WaitingRecords waiting;
  private final JournalCondition condition;
  private final Runnable also;
  private final ScheduledThreadPoolExecutor timer;
  private final Future<?> checks;
  private volatile int damagedFiles;
  private long toldDropped;

  /**
   * Begins to watch.
   *
   * @param also done after each look
   * @param threads makes the one thread of this
   */
  JournalWatch(
      Journal journal,
      WaitingRecords waiting,
      JournalCondition condition,
      Duration interval,
      Runnable also,
      ThreadFactory threads) {
    this.journal = journal;
    this.settings = journal.settings();
    this.waiting = waiting;
    this.condition = condition;
    this.also = also;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    this.checks =
        timer.scheduleWithFixedDelay(this::check, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many files with damaged bytes there were at the last look. */
  int damagedFiles() {
    return damagedFiles;
  }

  private void check() {
    try {
      long troubles = condition.troubles();
      Duration lag = journal.syncLag();
      appendWaiting()
          .or(() -> unforced(lag))
          .or(this::wantOfRoom)
          .ifPresentOrElse(condition::troubled, () -> condition.works(troubles));
      condition.syncLag(lag);
      tellDropped();
      damagedFiles = journal.damagedFiles().size();
      also.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the journal cannot be looked after: {0}", e.toString());
    }
  }

  /** Appends what waits; why not all of it, if so. */
  private Optional<String> appendWaiting() {
    for (Optional<Waiting> next = waiting.poll(); next.isPresent(); next = waiting.poll()) {
      Waiting oldest = next.get();
      try {
        journal.append(oldest.batch());
        waiting.done(oldest);
      } catch (NotForcedException e) {
        waiting.done(oldest);
        return Optional.of(e.getMessage());
      } catch (JournalException e) {
        waiting.putBack(oldest);
        return Optional.of(e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Optional<String> unforced(Duration lag) {
    boolean waited = condition.isTroubled() ? !lag.isZero() : condition.isSlow(lag);
    return settings.syncPolicy() == SyncPolicy.EVERY && waited
        ? Optional.of(settings.directory() + " cannot be forced to disk; look after its disk")
        : Optional.empty();
  }

  /** Too little room; once there was, a quarter more is asked for, so that it does not flutter. */
  private Optional<String> wantOfRoom() {
    JournalRoom room = journal.room();
    long reserve = settings.reserveBytes();
    long wanted = condition.isTroubled() ? reserve + reserve / 4 : reserve;
    if (room.bytes() >= wanted) {
      return Optional.empty();
    }
    return Optional.of(
        room.onDisk() < wanted
            ? "%s has %d bytes left on its disk and journal_reserve wants %d; make room there"
                .formatted(settings.directory(), room.onDisk(), wanted)
            : ("%s may grow by %d bytes and journal_reserve wants %d; see which backend does not"
                    + " take its records, or raise journal_max_size")
                .formatted(settings.directory(), room.withinBound(), wanted));
  }

  private void tellDropped() {
    long dropped = waiting.dropped();
    if (dropped > toldDropped) {
      LOG.log(
          Level.ERROR,
          "{0} entries were LOST because journal_memory is full and the journal cannot take them; {1}"
              + " since the start",
          Long.toString(dropped - toldDropped),
          Long.toString(dropped));
      toldDropped = dropped;
    }
  }

  /** Appends what waits for the last time; what cannot be appended is lost, and told. */
  @Override
  public void close() {
    checks.cancel(false);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the disk of {0} does not answer", settings.directory());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<String> failure = appendWaiting();
    tellDropped();
    if (!waiting.isEmpty()) {
      LOG.log(
          Level.ERROR,
          "{0} entries are LOST with this stop: {1}",
          Integer.toString(waiting.entries()),
          failure.orElse("another thread was still writing them"));
    }
  }
}
