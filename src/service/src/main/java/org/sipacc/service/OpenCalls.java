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
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;

/**
 * The calls that are up, each with the deadline that ends it if nothing else does: its lifetime
 * from the answer on (dialog's {@code default_timeout}), tm's {@code fr_timeout} from its BYE on.
 */
final class OpenCalls implements AutoCloseable {
  private final Duration lifetime;
  private final Duration byeTimeout;
  private final BiConsumer<AccountingContext, CallEvent> recorder;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<AccountingContext, Future<?>> deadlines = new ConcurrentHashMap<>();

  /**
   * @param recorder takes the {@link Ended} event of a call whose deadline passed
   */
  OpenCalls(
      Duration lifetime,
      Duration byeTimeout,
      ThreadFactory threads,
      BiConsumer<AccountingContext, CallEvent> recorder) {
    this.lifetime = lifetime;
    this.byeTimeout = byeTimeout;
    this.recorder = recorder;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Keeps the call's deadline as the event, which its context has taken, demands. */
  void follow(AccountingContext call, CallEvent event) {
    if (event instanceof Ended || !call.isUp()) {
      cancel(deadlines.remove(call));
    } else if (event instanceof ReplySent sent && sent.reply().isSuccess()) {
      deadlines.computeIfAbsent(call, c -> end(c, sent.at(), lifetime, EndCause.LIFETIME_TIMEOUT));
    } else if (event instanceof ByeReceived bye) {
      cancel(deadlines.put(call, end(call, bye.at(), byeTimeout, bye.cause())));
    }
  }

  /** How many calls are up. */
  int size() {
    return deadlines.size();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private Future<?> end(AccountingContext call, Instant from, Duration after, EndCause cause) {
    Ended ended = new Ended(from.plus(after), cause);
    return timer.schedule(
        () -> recorder.accept(call, ended), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cancel(Future<?> former) {
    if (former != null) {
      former.cancel(false);
    }
  }
}
