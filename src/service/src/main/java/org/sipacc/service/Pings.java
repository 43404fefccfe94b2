package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogControl.Party;

/** Asks the parties that {@code create_dialog} names, again and again, whether their call is up. */
final class Pings {
  private static final Logger LOG = System.getLogger(Pings.class.getName());

  private final Duration interval;
  private final ScheduledExecutorService timer;
  private final Consumer<Dialog> gone;
  private final Map<Dialog, Future<?>> running = new ConcurrentHashMap<>();

  /**
   * @param interval between two questions: {@code options_ping_interval}
   * @param gone takes the calls of which a party does not know any more
   */
  Pings(Duration interval, ScheduledExecutorService timer, Consumer<Dialog> gone) {
    this.interval = interval;
    this.timer = timer;
    this.gone = gone;
  }

  /** The call is answered. */
  void start(Dialog dialog) {
    Set<Party> parties = dialog.pinged();
    if (!parties.isEmpty()) {
      running.computeIfAbsent(dialog, d -> pinging(d, parties));
    }
  }

  /** The call has ended. */
  void stop(Dialog dialog) {
    Future<?> pings = running.remove(dialog);
    if (pings != null) {
      pings.cancel(false);
    }
  }

  private Future<?> pinging(Dialog dialog, Set<Party> parties) {
    long nanos = interval.toNanos();
    return timer.scheduleWithFixedDelay(
        () -> ask(dialog, parties), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void ask(Dialog dialog, Set<Party> parties) {
    if (dialog.accounting().isOver()) {
      stop(dialog);
    } else {
      parties.forEach(party -> ping(dialog, party));
    }
  }

  private void ping(Dialog dialog, Party party) {
    try {
      dialog.ping(party, () -> gone.accept(dialog));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the " + party + " of " + dialog.callId() + " cannot be asked", e);
    }
  }
}
