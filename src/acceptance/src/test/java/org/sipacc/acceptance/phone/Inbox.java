package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The messages that reached a phone and that its script has not asked for yet, in order. */
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Arrival> known = new HashMap<>();
  private final List<Arrival> waiting = new ArrayList<>();

  /** Takes a message in; one that was here before only counts as a further copy. */
  Arrival put(SipMessage message, InetSocketAddress from, long nanos) {
    lock.lock();
    try {
      Arrival arrival = known.get(message.identity());
      if (arrival != null) {
        arrival.copies().incrementAndGet();
      } else {
        arrival = new Arrival(message, from, nanos);
        known.put(message.identity(), arrival);
        waiting.add(arrival);
      }
      changed.signalAll();
      return arrival;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out the first wanted message, as soon as there is one; empty if none comes in time. */
  Optional<Arrival> take(Predicate<SipMessage> wanted, Duration limit) {
    return await(() -> takeNow(wanted), limit);
  }

  /** Waits until that many copies of the message came; whether they did in time. */
  boolean awaitCopies(Arrival arrival, int copies, Duration limit) {
    return await(() -> Optional.of(arrival).filter(a -> a.copies().get() >= copies), limit)
        .isPresent();
  }

  private Optional<Arrival> takeNow(Predicate<SipMessage> wanted) {
    for (Iterator<Arrival> i = waiting.iterator(); i.hasNext(); ) {
      Arrival arrival = i.next();
      if (wanted.test(arrival.message())) {
        i.remove();
        return Optional.of(arrival);
      }
    }
    return Optional.empty();
  }

  private Optional<Arrival> await(Supplier<Optional<Arrival>> look, Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      Optional<Arrival> found = look.get();
      while (found.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
        found = look.get();
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a SIP message", e);
    } finally {
      lock.unlock();
    }
  }
}
