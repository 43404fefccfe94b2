package org.sipacc.restcomm.engine;

import java.lang.ref.WeakReference;
import java.util.TimerTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mobicents.servlet.sip.core.timers.ProxyTimerService;

/**
 * The time-outs of proxy branches, by the monotonic clock. The engine's own go by the wall clock:
 * set ahead, it would give up every call that rings.
 *
 * <p>A branch holds its task until it cancels it, so a reference that does not keep it alive lets a
 * call's objects go when the call is over, and not when its time-out would have come.
 */
final class BranchTimers implements ProxyTimerService {
  /** One may wait for a call that is busy. */
  private static final int THREADS = 2;

  private final ScheduledThreadPoolExecutor executor;

  BranchTimers(String applicationName) {
    executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "branch-timers-of-" + applicationName);
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void schedule(TimerTask task, long delayMillis) {
    WeakReference<TimerTask> pending = new WeakReference<>(task);
    var unused = executor.schedule(() -> runIfPending(pending), delayMillis, TimeUnit.MILLISECONDS);
  }

  /** The engine's tasks log what goes wrong in them. */
  private static void runIfPending(WeakReference<TimerTask> pending) {
    TimerTask task = pending.get();
    if (task != null) {
      task.run();
    }
  }

  /** A cancelled task does nothing when its time comes. */
  @Override
  public void cancel(TimerTask task) {
    task.cancel();
  }

  @Override
  public void start() {
    executor.prestartCoreThread();
  }

  @Override
  public void stop() {
    executor.shutdown();
  }

  @Override
  public boolean isStarted() {
    return !executor.isShutdown();
  }
}
