package org.sipacc.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalDirectory.OpenSegment;

/** Gives entries their number and time and writes them, one append at a time. */
final class Appender {
  private static final Logger LOG = System.getLogger(Appender.class.getName());

  /** Instead of an instant. */
  private static final long NOTHING = Long.MIN_VALUE;

  private final JournalSettings settings;
  private final JournalDirectory directory;
  private final Segments segments;
  private final ReentrantLock lock = new ReentrantLock();
  private final CRC32C crc = new CRC32C();
  private final List<OpenSegment> rolled = new ArrayList<>();
  private OpenSegment active;
  private JournalPosition end;
  private long lastMillis;

  /** The active file may hold half an entry after its last whole one. */
  private boolean broken;

  private boolean closed;
  private volatile boolean dirty;
  private volatile long unforcedSinceNanos = NOTHING;

  /**
   * @param active a new segment
   */
  Appender(
      JournalSettings settings, JournalDirectory directory, Segments segments, OpenSegment active) {
    this.settings = settings;
    this.directory = directory;
    this.segments = segments;
    this.active = active;
    this.end = active.segment().header().start();
    this.lastMillis = active.segment().header().floorMillis();
  }

  /** Whether entries were appended since the last {@link #take}. */
  boolean isDirty() {
    return dirty;
  }

  JournalPosition end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends all entries of the buffer or none.
   *
   * @param onDirty called if these are the first since the last {@link #take}
   * @param onWritten called with the segment they are in, before anything else is appended
   * @return the id of the first; the others' follow it
   * @throws JournalException if they could not be written
   */
  TimeOrderedId append(
      EntryBuffer entries, int count, Runnable onDirty, Consumer<Segment> onWritten) {
    lock.lock();
    try {
      if (closed) {
        throw new JournalException("the journal in " + directory.path() + " is closed");
      }
      makeRoom(entries.size());
      long millis = Math.max(lastMillis, settings.clock().millis());
      EntryCodec.stamp(entries, millis, end, crc);
      write(entries);
      TimeOrderedId first = TimeOrderedId.of(millis, settings.node(), end.plus(1).toIdLow());
      lastMillis = millis;
      end = end.plus(count);
      Segment segment = active.segment();
      segment.grewTo(segment.size() + entries.size(), end);
      onWritten.accept(segment);
      if (unforcedSinceNanos == NOTHING) {
        unforcedSinceNanos = System.nanoTime();
      }
      if (!dirty) {
        dirty = true;
        onDirty.run();
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void write(EntryBuffer entries) {
    try {
      active.file().write(entries.bytes(), entries.size());
    } catch (IOException e) {
      dropHalfWritten();
      throw new JournalException(
          "cannot append to %s: %s; see that its disk has room and is writable"
              .formatted(active.segment().path(), e.getMessage()),
          e);
    }
  }

  private void dropHalfWritten() {
    try {
      active.file().truncate(active.segment().size());
    } catch (IOException e) {
      broken = true;
      LOG.log(
          Level.WARNING,
          "cannot cut a half-written entry off {0}: {1}; the next entry begins a new segment",
          active.segment().path(),
          e);
    }
  }

  private void makeRoom(int bytes) {
    Segment segment = active.segment();
    boolean full = segment.hasEntries() && segment.size() + bytes > settings.segmentBytes();
    if (!full && !broken) {
      return;
    }
    if (segments.bytes() + settings.segmentBytes() > settings.maxBytes()) {
      throw new JournalException(
          "the journal in %s is full: its bound is %d bytes and no segment has been delivered to"
                  .formatted(directory.path(), settings.maxBytes())
              + " every destination; bring the destinations up or raise the bound");
    }
    roll();
  }

  private void roll() {
    if (!active.segment().hasEntries() && !active.segment().isEmpty()) {
      throw new JournalException(
          "%s cannot be written, and holds what is known of calls that are up; see that its disk"
                  .formatted(active.segment().path())
              + " has room and is writable, then start anew");
    }
    SegmentHeader old = active.segment().header();
    SegmentHeader header =
        new SegmentHeader(
            old.unsyncedSeen(),
            old.node(),
            old.epoch(),
            old.journal(),
            end.sequence() + 1,
            lastMillis,
            active.segment().hasEntries() ? end : old.previous());
    try {
      OpenSegment next = directory.create(header);
      rolled.add(active);
      active = next;
      broken = false;
      segments.add(next.segment());
    } catch (IOException e) {
      throw new JournalException(
          "cannot begin a new journal segment in %s: %s; see that its disk has room and is writable"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
  }

  /** Does something while nobody else appends. */
  <T> T exclusively(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** What was appended so far and not yet forced; from now on the appender is not dirty. */
  Unsynced take() {
    lock.lock();
    try {
      dirty = false;
      return new Unsynced(
          List.copyOf(rolled), active, active.segment().size(), end, System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** All of this has been forced. */
  void forget(Unsynced synced) {
    lock.lock();
    try {
      rolled.removeAll(synced.full());
      unforcedSinceNanos = synced.end().equals(end) ? NOTHING : synced.takenNanos();
    } finally {
      lock.unlock();
    }
  }

  /** The taken entries could not be forced and are to be taken again. */
  void putBack() {
    dirty = true;
  }

  /** How long the oldest entry waits to be forced; zero if there is none. */
  Duration syncLag() {
    long since = unforcedSinceNanos;
    return since == NOTHING ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /** Nothing is appended from now on. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is to be forced to disk.
   *
   * @param full segments that are written to the end, oldest first
   * @param activeBytes how far the active segment is written
   * @param end the place after the last entry of all this
   * @param takenNanos when it was taken; later entries are not part of it
   */
  record Unsynced(
      List<OpenSegment> full,
      OpenSegment active,
      long activeBytes,
      JournalPosition end,
      long takenNanos) {}
}
