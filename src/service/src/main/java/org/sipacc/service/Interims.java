package org.sipacc.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.sipacc.accounting.dialog.Dialog;

/**
 * Says when interim records of calls are due: a whole number of intervals after the answer, never
 * later than the BYE. An instant that passed unused, because this process was not running or not
 * given a processor, is left out.
 */
final class Interims implements AutoCloseable {
  private final Duration interval;
  private final BiConsumer<Dialog, Instant> recorder;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Dialog, Series> running = new ConcurrentHashMap<>();

  /**
   * @param interval zero for none at all
   * @param recorder records how long the call has lasted at an instant that has just passed; when
   *     {@link #stop} returns it has returned too
   */
  Interims(Duration interval, ThreadFactory threads, BiConsumer<Dialog, Instant> recorder) {
    this.interval = interval;
    this.recorder = recorder;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The call was answered, or it is up in a later life of this server; once for each call. */
  void start(Dialog dialog) {
    if (!interval.isZero()) {
      running.computeIfAbsent(dialog, Series::new).schedule();
    }
  }

  /** A BYE came or was sent, or the call is over: nothing is recorded from now on. */
  void stop(Dialog dialog) {
    Series series = running.remove(dialog);
    if (series != null) {
      series.stop();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** The instants of one call. Its lock is held while a record is made, so that none comes late. */
  private final class Series {
    private final Dialog dialog;
    private final Instant answered;
    private Future<?> next;
    private boolean stopped;

    Series(Dialog dialog) {
      this.dialog = dialog;
      this.answered = dialog.answered().orElseThrow();
    }

    synchronized void schedule() {
      if (!stopped && next == null) {
        Duration delay = Duration.between(dialog.clock().now(), latest().plus(interval));
        next = timer.schedule(this::due, delay.toNanos(), TimeUnit.NANOSECONDS);
      }
    }

    private synchronized void due() {
      next = null;
      if (dialog.accounting().isOver()) {
        running.remove(dialog, this);
      } else if (!stopped) {
        if (dialog.endReason().isEmpty()) {
          recorder.accept(dialog, latest());
        }
        schedule();
      }
    }

    /** The newest instant that has passed; the answer at the beginning. */
    private Instant latest() {
      long intervals = Duration.between(answered, dialog.clock().now()).dividedBy(interval);
      return answered.plus(interval.multipliedBy(Math.max(0, intervals)));
    }

    synchronized void stop() {
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
    }
  }
}
