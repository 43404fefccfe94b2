package org.sipacc.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sipacc.delivery.BatchSource.Batch;
import org.sipacc.delivery.DelivererStatus.State;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalPosition;

/**
 * Carries the journal's entries to one sink, in order, on a thread of its own: another
 * destination's troubles do not touch it.
 *
 * <p>A failure of the sink is an outage: it is told to the log once, the sink is asked for its
 * position again after a growing delay, and delivery goes on from there. So nothing is lost, and
 * nothing arrives twice at a sink that moves its cursor together with what it stores.
 *
 * <p>Entries that the sink refuses for good become dead letters, which are on disk before the
 * cursor passes them and are left out from then on, unless the sink refuses every record: that is
 * an outage as well.
 *
 * <p>A cursor that is ahead of the journal (which was put back to an older state) does not hold
 * delivery up: it is set back to where the journal stood when it was opened, and the log names the
 * range, since entries with numbers from there on are new ones. Where the journal can tell that
 * entries may have been lost it opens a new epoch instead, which is after every cursor.
 */
public final class Deliverer {
  private static final Logger LOG = System.getLogger(Deliverer.class.getName());

  /** How long a deliverer that waits for entries takes at most to see that it is to stop. */
  private static final Duration WAIT = Duration.ofMillis(200);

  /**
   * A destination that has caught up gets what comes within this time in one batch: by itself, each
   * group commit of the journal would be a transaction of a few rows.
   */
  private static final Duration GATHER = Duration.ofMillis(150);

  private final Journal journal;
  private final Destination destination;
  private final RetryPolicy retry;
  private final Supplier<JournalPosition> furthestCursor;
  private final Runnable onMove;
  private final Outage outage;
  private final DeliveredMark mark;
  private final DeliveryTimes times = new DeliveryTimes();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile long stopDeadlineNanos;
  private volatile Optional<JournalPosition> letGoTo = Optional.empty();
  private volatile Optional<JournalPosition> cursor = Optional.empty();
  private volatile JournalPosition passed = JournalPosition.START;
  private final AtomicLong delivered = new AtomicLong();
  private volatile Optional<String> lastError = Optional.empty();
  private volatile Phase phase = new Phase(State.RUNNING, Instant.now());
  private boolean cursorChecked;

  private record Phase(State state, Instant since) {}

  /** A deliverer that is to be {@link #start started}. */
  public Deliverer(Journal journal, Sink sink, RetryPolicy retry, Undelivered undelivered) {
    this(journal, sink, retry, undelivered, journal::syncedPosition, () -> {});
  }

  /**
   * @param furthestCursor where the sink's cursor can be at most when it is asked the first time
   * @param onMove called on the deliverer's thread after the cursor has moved, and after each try
   *     that failed
   */
  Deliverer(
      Journal journal,
      Sink sink,
      RetryPolicy retry,
      Undelivered undelivered,
      Supplier<JournalPosition> furthestCursor,
      Runnable onMove) {
    this.journal = journal;
    this.destination = new Destination(journal.id(), sink, undelivered);
    this.retry = retry;
    this.furthestCursor = furthestCursor;
    this.onMove = onMove;
    this.outage = new Outage(sink.name());
    this.mark = new DeliveredMark(journal, sink.name());
  }

  /** Begins to deliver, on one thread of the factory; to be called once. */
  public void start(ThreadFactory threads) {
    Thread thread = threads.newThread(this::run);
    thread.setName("sipacc-delivery-" + destination.name());
    thread.start();
  }

  /** How delivery stands; may be asked at any time. */
  public DelivererStatus status() {
    Phase now = phase;
    return new DelivererStatus(
        destination.name(),
        now.state(),
        now.since(),
        cursor,
        journal.entriesAfter(passed),
        delivered.get(),
        lastError);
  }

  /** Where the entries go to. */
  Destination destination() {
    return destination;
  }

  /**
   * Asks the sink whether it can be delivered to; the cursor stays.
   *
   * @param wait how long at most for the sink to come back from what it is doing
   * @throws SinkUnavailableException if not
   */
  void test(Duration wait) throws SinkUnavailableException, InterruptedException {
    destination.test(cursor().orElseGet(() -> mark.begin(journal.oldest())), wait);
  }

  /** The sink's cursor, or the end of a gap it is to be moved to; empty while it is not known. */
  Optional<JournalPosition> cursor() {
    Optional<JournalPosition> gap = letGoTo;
    return cursor.isEmpty() || gap.filter(end -> end.compareTo(cursor.get()) > 0).isPresent()
        ? gap.or(() -> cursor)
        : cursor;
  }

  /** When an entry was delivered or passed over, as far as that is remembered. */
  Optional<Instant> passedAt(JournalPosition entry) {
    return times.of(entry);
  }

  /**
   * Notes that what lies before a place is not delivered any more, if the cursor is not there yet.
   *
   * @throws SinkUnavailableException if it cannot be noted
   */
  void letGo(JournalPosition to) throws SinkUnavailableException {
    JournalPosition from = cursor().orElseGet(() -> mark.begin(journal.oldest()));
    if (from.compareTo(to) < 0) {
      destination.letGo(from, to, journal.entriesAfter(from) - journal.entriesAfter(to));
      letGoTo = Optional.of(to);
    }
  }

  /**
   * Delivers what is readable in the journal, closes the sink and ends. A destination that fails
   * meanwhile ends it at once: what is left stays in the journal for the next start.
   *
   * @param bound longest time for it
   * @return false if the sink has not come back within the time; the thread then ends by itself
   *     when it does
   */
  public boolean stop(Duration bound) throws InterruptedException {
    requestStop(bound);
    return awaitStopped(bound);
  }

  /** Removes what is remembered of the destination beside the journal. */
  void forget() {
    mark.delete();
  }

  void requestStop(Duration bound) {
    stopDeadlineNanos = System.nanoTime() + bound.toNanos();
    stopping.countDown();
  }

  boolean awaitStopped(Duration bound) throws InterruptedException {
    if (stopped.await(bound.toNanos() + WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    LOG.log(
        Level.WARNING,
        "{0} did not finish its last records within {1} s; {2}",
        destination.name(),
        Long.toString(bound.toSeconds()),
        place());
    return false;
  }

  private void run() {
    try {
      while (!tryToDeliver() && !isStopping()) {
        enter(State.OUTAGE);
        onMove.run();
        Duration delay = retry.delay(outage.failures(), ThreadLocalRandom.current());
        if (stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
          LOG.log(Level.DEBUG, "{0} is tried once more before the stop", destination.name());
        }
      }
    } catch (InterruptedException e) {
      LOG.log(
          Level.WARNING,
          "delivery to {0} was interrupted and ends; {1}",
          destination.name(),
          place());
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void end() {
    mark.flush();
    destination.close();
    enter(State.STOPPED);
    stopped.countDown();
  }

  /** Delivers until it is to stop; false if the sink failed. */
  private boolean tryToDeliver() throws InterruptedException {
    try {
      boolean again = true;
      while (again) {
        again = deliver(begin());
      }
      return true;
    } catch (SinkUnavailableException e) {
      lastError = Optional.of(String.valueOf(e.getMessage()));
      outage.unavailable(e, place());
    } catch (RuntimeException | Error e) {
      lastError = Optional.of(e.toString());
      outage.failed(e, place());
    }
    return false;
  }

  private JournalPosition begin() throws SinkUnavailableException {
    JournalPosition kept = destination.position(mark.begin(journal.oldest()));
    JournalPosition furthest = cursorChecked ? journal.syncedPosition() : furthestCursor.get();
    if (kept.compareTo(furthest) > 0) {
      LOG.log(
          Level.ERROR,
          "the cursor of {0} stands at {1}, ahead of the journal, which had been read up to {2} at"
              + " most: entries between them were lost, or the journal was put back to an older"
              + " state; delivery goes on after {2}",
          destination.name(),
          kept,
          furthest);
      destination.jump(kept, furthest);
      kept = furthest;
    }
    kept = overGaps(kept);
    cursorChecked = true;
    times.begin(kept);
    moved(kept);
    passed = kept;
    return kept;
  }

  private JournalPosition overGaps(JournalPosition kept) throws SinkUnavailableException {
    JournalPosition end = destination.afterGaps(kept);
    JournalPosition letGo = letGoTo.orElse(end);
    if (letGo.compareTo(end) > 0) {
      long entries = journal.entriesAfter(end) - journal.entriesAfter(letGo);
      destination.letGo(end, letGo, entries);
      end = letGo;
    }
    if (end.compareTo(kept) > 0) {
      destination.jump(kept, end);
    }
    return end;
  }

  /** Delivers until it is to stop; true if the sink is to be asked for its position again. */
  private boolean deliver(JournalPosition from)
      throws SinkUnavailableException, InterruptedException {
    try (BatchSource source = new BatchSource(journal, destination::isDue, from)) {
      while (!isLetGo()) {
        boolean toStop = isStopping(); // asked before reading, so that the last pass sees it all
        JournalPosition readable = journal.syncedPosition();
        Batch batch = source.next();
        if (!batch.entries().isEmpty() || batch.due() || (toStop && batch.movesOnly())) {
          if (!take(source, batch, true)) {
            return true;
          }
        }
        passed = source.passed();
        works();
        if (toStop && (batch.last() || System.nanoTime() - stopDeadlineNanos >= 0)) {
          return false;
        }
        if (batch.last() && journal.awaitSyncedAfter(readable, WAIT)) {
          gatherBatch();
        }
      }
      return true;
    }
  }

  private boolean isLetGo() {
    return letGoTo
        .filter(end -> cursor.filter(at -> at.compareTo(end) < 0).isPresent())
        .isPresent();
  }

  /** Hands a batch to the sink; false if entries of it have become dead letters instead. */
  private boolean take(BatchSource source, Batch batch, boolean mayGrow)
      throws SinkUnavailableException {
    try {
      destination.deliver(batch);
    } catch (RecordsRefusedException e) {
      Optional<String> doubt = destination.doubt(batch, e);
      if (doubt.isPresent()) {
        Batch longer = mayGrow ? source.longer(batch) : batch;
        if (longer.entries().size() > batch.entries().size()) {
          return take(source, longer, false);
        }
        throw new SinkUnavailableException("it refuses every record: " + doubt.get(), e);
      }
      destination.bury(batch, e);
      return false;
    }
    source.delivered(batch);
    delivered.addAndGet(batch.entries().size());
    times.moved(batch.to(), Instant.now());
    moved(batch.to());
    return true;
  }

  private void gatherBatch() throws InterruptedException {
    if (stopping.await(GATHER.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(Level.DEBUG, "{0} is to stop", destination.name());
    }
  }

  private void works() {
    if (phase.state() != State.RUNNING) {
      outage.over(journal.entriesAfter(passed));
      enter(State.RUNNING);
    }
  }

  private void moved(JournalPosition to) {
    cursor = Optional.of(to);
    mark.moved(to);
    onMove.run();
  }

  private void enter(State state) {
    if (phase.state() != state) {
      phase = new Phase(state, Instant.now());
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private String place() {
    String after = cursor.map(place -> "after entry " + place).orElse("its place is not known yet");
    return "delivery stands %s, %d entries behind".formatted(after, journal.entriesAfter(passed));
  }
}
