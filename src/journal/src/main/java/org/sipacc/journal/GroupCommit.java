package org.sipacc.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.sipacc.journal.Appender.Unsynced;
import org.sipacc.journal.JournalDirectory.OpenSegment;

/**
 * Forces appended entries to disk in groups and then shows them to readers.
 *
 * <p>Its thread sleeps until something is appended, waits the sync interval for more, and forces
 * all of it at once.
 */
final class GroupCommit {
  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Appender appender;
  private final JournalDirectory directory;
  private final boolean forcing;
  private final long intervalNanos;
  private final Thread thread;
  private final ReentrantLock syncLock = new ReentrantLock();
  private final ReentrantLock shownLock = new ReentrantLock();
  private final Condition moreShown = shownLock.newCondition();
  private volatile JournalPosition shown;
  private volatile boolean closing;
  private boolean failing;

  /**
   * @param shown the place up to which readers may read
   */
  GroupCommit(
      Appender appender,
      JournalDirectory directory,
      JournalSettings settings,
      JournalPosition shown) {
    this.appender = appender;
    this.directory = directory;
    this.forcing = settings.syncPolicy() != SyncPolicy.NONE;
    this.intervalNanos = settings.syncInterval().toNanos();
    this.shown = shown;
    this.thread = new Thread(this::run, "sipacc-journal-sync");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  JournalPosition shown() {
    return shown;
  }

  /** Tells the thread that something was appended. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /**
   * Waits until readers may read beyond a place.
   *
   * @return false if that did not come within the time
   */
  boolean awaitShownAfter(JournalPosition position, Duration timeout) throws InterruptedException {
    if (shown.compareTo(position) > 0) {
      return true;
    }
    long left = timeout.toNanos();
    shownLock.lockInterruptibly();
    try {
      while (shown.compareTo(position) <= 0) {
        if (left <= 0 || closing) {
          return false;
        }
        left = moreShown.awaitNanos(left);
      }
      return true;
    } finally {
      shownLock.unlock();
    }
  }

  /**
   * Forces and shows what was appended up to a place; the first of several threads does it for all.
   *
   * @throws JournalException if it could not be forced
   */
  void syncUpTo(JournalPosition position) {
    if (shown.compareTo(position) >= 0) {
      return;
    }
    syncLock.lock();
    try {
      if (shown.compareTo(position) < 0) {
        sync(forcing);
      }
    } catch (IOException e) {
      throw new JournalException(
          "the journal in %s cannot be forced to disk: %s; look after its disk"
              .formatted(directory.path(), e.getMessage()),
          e);
    } finally {
      syncLock.unlock();
    }
  }

  /** Forces everything to disk, whatever the policy. */
  void forceAll() throws IOException {
    syncLock.lock();
    try {
      sync(true);
    } finally {
      syncLock.unlock();
    }
  }

  private void run() {
    while (!closing) {
      if (!appender.isDirty()) {
        LockSupport.park(this);
      } else {
        waitInterval();
        syncLogged();
      }
    }
  }

  /** A wake-up, which any first append after a sync brings, does not cut the interval short. */
  private void waitInterval() {
    long began = System.nanoTime();
    long left = intervalNanos;
    while (left > 0 && !closing) {
      LockSupport.parkNanos(this, left);
      left = intervalNanos - (System.nanoTime() - began);
    }
  }

  private void syncLogged() {
    syncLock.lock();
    try {
      if (appender.isDirty()) {
        sync(forcing);
      }
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.log(
            Level.ERROR,
            "the journal in {0} cannot be forced to disk; nothing is delivered until it can: {1}",
            directory.path(),
            e);
      }
    } finally {
      syncLock.unlock();
    }
  }

  private void sync(boolean force) throws IOException {
    Unsynced unsynced = appender.take();
    try {
      for (OpenSegment full : unsynced.full()) {
        force(full, force);
      }
      force(unsynced.active(), force);
      if (force && directory.hasUnforcedNames()) {
        directory.forceNames();
      }
    } catch (IOException e) {
      appender.putBack();
      wake();
      throw e;
    }
    show(unsynced);
    for (OpenSegment full : unsynced.full()) {
      full.file().close();
    }
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "the journal in {0} is forced to disk again", directory.path());
    }
  }

  private static void force(OpenSegment segment, boolean force) throws IOException {
    if (force) {
      segment.file().force();
    }
  }

  private void show(Unsynced unsynced) {
    unsynced.full().forEach(full -> full.segment().completed());
    unsynced.active().segment().showUpTo(unsynced.activeBytes());
    appender.forget(unsynced);
    shownLock.lock();
    try {
      shown = unsynced.end();
      moreShown.signalAll();
    } finally {
      shownLock.unlock();
    }
  }

  /** Ends the thread, forces what is left and closes the files. */
  void close() throws IOException {
    closing = true;
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        TimeUnit.SECONDS.timedJoin(thread, 1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      forceAll();
    } finally {
      appender.take().active().file().close();
      wakeReaders();
    }
  }

  private void wakeReaders() {
    shownLock.lock();
    try {
      moreShown.signalAll();
    } finally {
      shownLock.unlock();
    }
  }
}
