package org.sipacc.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalException;
import org.sipacc.journal.JournalPosition;

/**
 * All destinations of one journal: a deliverer for each, and the clean-up of what all of them have
 * passed. Made once after the journal was opened; the journal stays the caller's to close.
 */
public final class Delivery {
  private static final Logger LOG = System.getLogger(Delivery.class.getName());

  /**
   * How long entries are kept after every destination has taken them: a database may acknowledge a
   * commit some time before it is on its disk, and after a power failure stand at an older cursor.
   */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** How long a test waits for a sink to come back from its batch. */
  private static final Duration TEST_WAIT = Duration.ofSeconds(10);

  private final Journal journal;
  private final List<Deliverer> deliverers = new CopyOnWriteArrayList<>();
  private final RetryPolicy retry;
  private final Undelivered undelivered;
  private final ThreadFactory threads;
  private final Grace grace;
  private final Pressure pressure;
  private final Redelivery redelivery;
  private volatile boolean releaseFailing;

  private Delivery(
      Journal journal,
      RetryPolicy retry,
      Undelivered undelivered,
      ThreadFactory threads,
      Duration grace) {
    this.journal = journal;
    this.retry = retry;
    this.undelivered = undelivered;
    this.threads = threads;
    this.grace = new Grace(grace, System::nanoTime);
    this.redelivery = new Redelivery(undelivered.deadLetters(), deliverers);
    this.pressure = new Pressure(journal, new Grace(grace, System::nanoTime));
  }

  /**
   * Begins to deliver to all sinks. A destination that cannot be reached is no failure here: it is
   * tried again until it can.
   *
   * @param sinks if there is none, entries are passed over and cleaned up
   * @param undelivered where dead letters and gaps are kept; stays the caller's to close
   * @param threads makes one thread per sink
   * @throws IllegalArgumentException if two sinks have the same name
   */
  public static Delivery start(
      Journal journal,
      List<? extends Sink> sinks,
      RetryPolicy retry,
      Undelivered undelivered,
      ThreadFactory threads) {
    return start(journal, sinks, retry, undelivered, GRACE, threads);
  }

  static Delivery start(
      Journal journal,
      List<? extends Sink> sinks,
      RetryPolicy retry,
      Undelivered undelivered,
      Duration grace,
      ThreadFactory threads) {
    List<Sink> all = new ArrayList<>(sinks);
    if (all.isEmpty()) {
      all.add(new NobodySink(journal.openedAt()));
    }
    Set<String> names = new HashSet<>();
    for (Sink sink : all) {
      if (!names.add(sink.name())) {
        throw new IllegalArgumentException("two destinations are called " + sink.name());
      }
    }
    JournalPosition furthestCursor = journal.furthestRead();
    Delivery delivery = new Delivery(journal, retry, undelivered, threads, grace);
    for (Sink sink : all) {
      delivery.deliverers.add(
          new Deliverer(
              journal, sink, retry, undelivered, () -> furthestCursor, delivery::release));
    }
    delivery.deliverers.forEach(deliverer -> deliverer.start(threads));
    return delivery;
  }

  /**
   * Begins to deliver to one more destination, from where its cursor stands.
   *
   * @throws IllegalArgumentException if one has its name already
   */
  public synchronized void add(Sink sink) {
    if (find(sink.name()).isPresent()) {
      throw new IllegalArgumentException("two destinations are called " + sink.name());
    }
    Deliverer deliverer =
        new Deliverer(journal, sink, retry, undelivered, journal::syncedPosition, this::release);
    deliverers.add(deliverer);
    deliverer.start(threads);
  }

  /**
   * Lets a destination go: delivers what was appended so far, unless it fails, and forgets it. The
   * journal no longer waits for it. Without effect if there is none of that name.
   *
   * @param bound longest time for the last delivery
   */
  public void remove(String destination, Duration bound) throws InterruptedException {
    Optional<Deliverer> gone = takeOut(destination);
    if (gone.isPresent()) {
      gone.get().stop(bound);
      gone.get().forget();
    }
  }

  private synchronized Optional<Deliverer> takeOut(String destination) {
    Optional<Deliverer> found = find(destination);
    if (found.isPresent() && deliverers.size() == 1) {
      add(new NobodySink(journal.syncedPosition()));
    }
    found.ifPresent(deliverers::remove);
    return found;
  }

  private Optional<Deliverer> find(String destination) {
    return deliverers.stream()
        .filter(deliverer -> deliverer.status().destination().equals(destination))
        .findFirst();
  }

  /** How each destination stands, in the order of the sinks. */
  public List<DelivererStatus> statuses() {
    return deliverers.stream().map(Deliverer::status).toList();
  }

  /**
   * Delivers what was appended so far, all destinations at the same time, and ends.
   *
   * @param bound longest time for it; what is left stays in the journal
   * @return whether all deliverers have ended
   */
  public boolean stop(Duration bound) throws InterruptedException {
    syncForTheLastTime();
    long deadline = System.nanoTime() + bound.toNanos();
    deliverers.forEach(deliverer -> deliverer.requestStop(bound));
    boolean all = true;
    for (Deliverer deliverer : deliverers) {
      long left = Math.max(0, deadline - System.nanoTime());
      all &= deliverer.awaitStopped(Duration.ofNanos(left));
    }
    return all;
  }

  private void syncForTheLastTime() {
    try {
      journal.sync();
    } catch (JournalException e) {
      LOG.log(Level.ERROR, "the last entries are not delivered before the next start", e);
    }
  }

  /**
   * Asks a backend whether it can be delivered to: connects where it can be connected to, and reads
   * where delivery stands. It gets no record.
   *
   * @return false if there is none of that name
   * @throws SinkUnavailableException if it cannot
   */
  public boolean test(String destination) throws SinkUnavailableException, InterruptedException {
    Optional<Deliverer> found = find(destination);
    if (found.isPresent()) {
      found.get().test(TEST_WAIT);
    }
    return found.isPresent();
  }

  /** The backends with what they did not get, in the order of the sinks. */
  public List<BackendStatus> backends() {
    return deliverers.stream().map(this::backend).toList();
  }

  private BackendStatus backend(Deliverer deliverer) {
    DelivererStatus status = deliverer.status();
    return new BackendStatus(
        status,
        deliverer.destination().isRequired(),
        undelivered.deadLetters().waiting(status.destination()),
        undelivered.gaps().of(status.destination()));
  }

  /** What can be done about dead letters. */
  public Redelivery redelivery() {
    return redelivery;
  }

  /** Where each record stands. */
  public Ledger ledger() {
    return new Ledger(journal, undelivered, deliverers);
  }

  /** Lets the journal delete what every destination has passed, or must do without. */
  private void release() {
    try {
      pressure.relieve(deliverers);
      releasePassed();
      releaseFailing = false;
    } catch (JournalException | SinkUnavailableException e) {
      if (!releaseFailing) {
        LOG.log(Level.WARNING, "delivered entries cannot be removed yet: {0}", e.getMessage());
      }
      releaseFailing = true;
    }
  }

  private void releasePassed() {
    List<Optional<JournalPosition>> cursors = deliverers.stream().map(Deliverer::cursor).toList();
    if (!cursors.stream().allMatch(Optional::isPresent)) {
      return;
    }
    JournalPosition slowest =
        cursors.stream().flatMap(Optional::stream).min(Comparator.naturalOrder()).orElseThrow();
    grace.passed(slowest).ifPresent(journal::release);
  }
}
