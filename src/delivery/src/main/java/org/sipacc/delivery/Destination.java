package org.sipacc.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.BatchSource.Batch;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/**
 * A sink with what it did not take: one thread at a time uses it, and what it refuses is kept. The
 * sink may be busy for long with one call; nothing but its own deliverer and replays wait for it.
 */
final class Destination {
  private static final Logger LOG = System.getLogger(Destination.class.getName());

  private final UUID journal;
  private final Sink sink;
  private final Undelivered undelivered;
  private final ReentrantLock inUse = new ReentrantLock();
  private boolean closed;

  Destination(UUID journal, Sink sink, Undelivered undelivered) {
    this.journal = journal;
    this.sink = sink;
    this.undelivered = undelivered;
  }

  String name() {
    return sink.name();
  }

  boolean isRequired() {
    return sink.isRequired();
  }

  boolean takes(JournalEntry entry) {
    return sink.takes(entry);
  }

  /** Whether an entry is to be delivered; a dead letter is a person's matter. */
  boolean isDue(JournalEntry entry) {
    return sink.takes(entry) && !undelivered.deadLetters().holds(sink.name(), entry.id());
  }

  JournalPosition position(JournalPosition oldest) throws SinkUnavailableException {
    inUse.lock();
    try {
      return sink.position(journal, oldest);
    } finally {
      inUse.unlock();
    }
  }

  /** Moves the cursor over entries that are not delivered. */
  void jump(JournalPosition from, JournalPosition to) throws SinkUnavailableException {
    try {
      deliver(new Batch(from, to, List.of(), true, false));
    } catch (RecordsRefusedException e) {
      throw new IllegalStateException(sink.name() + " refuses records it was not given", e);
    }
  }

  void deliver(Batch batch) throws SinkUnavailableException, RecordsRefusedException {
    inUse.lock();
    try {
      sink.deliver(journal, batch.from(), batch.to(), batch.entries());
    } finally {
      inUse.unlock();
    }
  }

  /**
   * Hands entries to the sink out of their order; the cursor stays.
   *
   * @param wait how long at most for the sink to come back from what it is doing
   */
  void replay(List<? extends JournalEntry> entries, Duration wait)
      throws SinkUnavailableException, RecordsRefusedException, InterruptedException {
    lock(wait);
    try {
      sink.replay(journal, entries);
    } finally {
      inUse.unlock();
    }
  }

  /**
   * Asks the sink whether it can be delivered to.
   *
   * @param oldest as {@link Sink#position} takes it
   * @param wait how long at most for the sink to come back from what it is doing
   * @throws SinkUnavailableException if not
   */
  void test(JournalPosition oldest, Duration wait)
      throws SinkUnavailableException, InterruptedException {
    lock(wait);
    try {
      sink.position(journal, oldest);
    } finally {
      inUse.unlock();
    }
  }

  private void lock(Duration wait) throws SinkUnavailableException, InterruptedException {
    if (!inUse.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new SinkUnavailableException("it is busy with other records", null);
    }
    if (closed) {
      inUse.unlock();
      throw new SinkUnavailableException("delivery to it has ended", null);
    }
  }

  /** Why it is in doubt that the refused entries are at fault, and not the destination. */
  Optional<String> doubt(Batch batch, RecordsRefusedException refused) {
    return Verdict.doubt(sink, batch.entries(), refused.refusals());
  }

  /** Makes dead letters of what the sink refused. */
  void bury(Batch batch, RecordsRefusedException refused) throws SinkUnavailableException {
    Set<TimeOrderedId> given =
        batch.entries().stream().map(JournalEntry::id).collect(Collectors.toSet());
    if (!refused.refusals().stream().map(Refusal::entry).allMatch(given::contains)) {
      throw new IllegalStateException(sink.name() + " refuses records it was not given", refused);
    }
    try {
      undelivered.deadLetters().add(sink.name(), refused.refusals(), batch.entries());
    } catch (IOException e) {
      throw new SinkUnavailableException(
          "it refuses records, which cannot be kept as dead letters: " + e.getMessage(), e);
    }
    LOG.log(
        Level.ERROR,
        "{0} refuses {1} of {2} records for good: {3}; they are dead letters now"
            + " (bin/sipacc dead-letters), the others go on",
        sink.name(),
        Integer.toString(refused.refusals().size()),
        Integer.toString(batch.entries().size()),
        refused.refusals().get(0).reason());
  }

  /** The end of the gaps that begin at a place or before it; the place itself if there is none. */
  JournalPosition afterGaps(JournalPosition place) {
    JournalPosition end = place;
    Optional<JournalPosition> next = undelivered.gaps().endAfter(sink.name(), end);
    while (next.isPresent()) {
      end = next.get();
      next = undelivered.gaps().endAfter(sink.name(), end);
    }
    return end;
  }

  /**
   * Notes a gap.
   *
   * @param entries how many lie between, for this destination or for others
   */
  void letGo(JournalPosition from, JournalPosition to, long entries)
      throws SinkUnavailableException {
    try {
      Gap gap = undelivered.gaps().add(sink.name(), from, to, entries);
      LOG.log(
          Level.ERROR,
          "{0} has been behind for too long and is let go: the journal is near its bound, and what"
              + " stands {1} ({2} entries) is not delivered to it (bin/sipacc backends)",
          sink.name(),
          gap.range(),
          Long.toString(entries));
    } catch (IOException e) {
      throw new SinkUnavailableException("a gap cannot be noted: " + e.getMessage(), e);
    }
  }

  void close() {
    inUse.lock();
    try {
      closed = true;
      sink.close();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, sink.name() + " did not close cleanly", e);
    } finally {
      inUse.unlock();
    }
  }
}
