package org.sipacc.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the journal's entries in their order, each once. For one thread.
 *
 * <p>Damaged bytes are put aside and passed over, missing entries are reported; both in the log,
 * naming the place.
 */
public final class JournalReader implements Closeable {
  /**
   * One call of {@link #read} ends after this much, so that huge entries do not fill the memory.
   */
  private static final long MAX_READ_BYTES = 4L << 20;

  private final Segments segments;
  private final Consumer<JournalPosition> onRead;
  private JournalPosition position;
  private Segment segment;

  /** After the last whole entry that was met in the open segment. */
  private JournalPosition met;

  private Optional<SegmentInput> input = Optional.empty();

  /**
   * @param onRead told the position after each read that returned entries
   */
  JournalReader(Segments segments, JournalPosition after, Consumer<JournalPosition> onRead) {
    this.segments = segments;
    this.onRead = onRead;
    this.position = after;
    this.segment = segments.after(after);
    this.met = segment.header().start();
  }

  /** After the last entry that was read. */
  public JournalPosition position() {
    return position;
  }

  /**
   * The next entries that are safe on disk; does not wait for any.
   *
   * @param max most entries to return; there may be fewer though more are there
   * @throws JournalException if the file cannot be read, or the next entry was written by a newer
   *     version; the reader stays before it
   */
  public List<JournalEntry> read(int max) {
    List<JournalEntry> entries = new ArrayList<>();
    try {
      long bytes = 0;
      while (entries.size() < max && bytes < MAX_READ_BYTES) {
        Optional<Frame> frame = nextFrame();
        if (frame.isEmpty()) {
          break;
        }
        bytes += frame.get().payload().remaining();
        take(frame.get()).ifPresent(entries::add);
      }
    } catch (IOException e) {
      reset();
      throw new JournalException(
          "cannot read journal segment %s: %s".formatted(segment.path(), e.getMessage()), e);
    } catch (JournalException e) {
      reset();
      if (entries.isEmpty()) {
        throw e;
      }
    }
    if (!entries.isEmpty()) {
      onRead.accept(position);
    }
    return entries;
  }

  /** The entry of a frame; empty if it is a note or was read before. */
  private Optional<JournalEntry> take(Frame frame) {
    JournalPosition place = place(frame);
    if (place.compareTo(position) <= 0) {
      return Optional.empty();
    }
    JournalPosition expected =
        position.epoch() == place.epoch() ? position.plus(1) : segment.header().start().plus(1);
    Optional<JournalEntry> entry = EntryCodec.decode(frame, segment.header());
    if (entry.isPresent()) {
      if (place.compareTo(expected) > 0) {
        Damage.reportMissing(
            segment.path(), position, new JournalPosition(place.epoch(), place.sequence() - 1));
      }
      position = place;
    }
    return entry;
  }

  private JournalPosition place(Frame frame) {
    return new JournalPosition(segment.header().epoch(), frame.sequence());
  }

  private Optional<Frame> nextFrame() throws IOException {
    while (true) {
      boolean complete = segment.isComplete();
      long end = segment.visibleEnd();
      SegmentInput in = open();
      if (in.offset() < end) {
        Optional<Frame> frame = in.next(end);
        if (frame.isPresent()) {
          met = place(frame.get());
          return frame;
        }
        passDamage(in, end);
      } else {
        Optional<Segment> next = complete ? segments.following(segment) : Optional.empty();
        if (next.isEmpty()) {
          return Optional.empty();
        }
        reset();
        segment = next.get();
      }
    }
  }

  private SegmentInput open() throws IOException {
    if (input.isEmpty()) {
      SegmentInput opened = new SegmentInput(segment.path());
      input = Optional.of(opened);
      met = segment.header().start();
      JournalPosition previous = segment.header().previous();
      if (previous.compareTo(position) > 0) {
        Damage.reportMissing(segment.path(), position, previous);
        position = segment.header().start();
      }
    }
    return input.get();
  }

  private void passDamage(SegmentInput in, long end) throws IOException {
    long from = in.offset();
    in.seekNextWhole(end);
    long to = in.offset();
    Optional<JournalPosition> last = beforeNext(in, end);
    boolean nothingLost = to == end && last.filter(met::equals).isPresent();
    if (!nothingLost) {
      Damage.keepBytes(new DamagedRange(segment.path(), from, to, met, last));
    }
  }

  /** The place before the entry that is read next; empty if it cannot be known yet. */
  private Optional<JournalPosition> beforeNext(SegmentInput in, long end) throws IOException {
    long at = in.offset();
    if (at == end) {
      return segments.following(segment).map(next -> next.header().previous());
    }
    Optional<Frame> next = in.next(end);
    in.seek(at);
    return next.map(frame -> new JournalPosition(met.epoch(), beforeSequence(frame)));
  }

  private static long beforeSequence(Frame frame) {
    return frame.isNote() ? frame.sequence() : frame.sequence() - 1;
  }

  /** Closes the file; the next read opens it anew and passes over what was read. */
  private void reset() {
    input.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            throw new JournalException("cannot close journal segment " + segment.path(), e);
          }
        });
    input = Optional.empty();
  }

  @Override
  public void close() {
    reset();
  }
}
