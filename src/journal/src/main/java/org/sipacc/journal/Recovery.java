package org.sipacc.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sipacc.journal.SegmentHeader.DamagedHeaderException;

/**
 * Finds out what a former life left: reads all headers and the whole last segment, and cuts what an
 * interrupted write left at its end.
 */
final class Recovery {
  private static final Logger LOG = System.getLogger(Recovery.class.getName());

  private final Optional<UUID> journal;
  private final int node;
  private final List<Segment> segments = new ArrayList<>();
  private long lastMillis;
  private boolean entriesMayBeLost;

  private Recovery(Optional<UUID> journal, int node) {
    this.journal = journal;
    this.node = node;
  }

  /**
   * Reads what is there.
   *
   * @param journal the id of the directory, if it is known
   * @param node this node's number
   */
  static Recovery of(List<Path> files, Optional<UUID> journal, int node) throws IOException {
    Recovery recovery = new Recovery(journal, node);
    for (Path file : files) {
      recovery.readHeader(file).ifPresent(header -> recovery.add(new Segment(file, header)));
    }
    if (!recovery.segments.isEmpty()) {
      recovery.finish();
    }
    return recovery;
  }

  /** Oldest first; readers may see all of them. */
  List<Segment> segments() {
    return segments;
  }

  /** The newest segment, if there is any. */
  Optional<Segment> last() {
    return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
  }

  /** The time of the youngest entry; 0 if there was never one. */
  long lastMillis() {
    return lastMillis;
  }

  /** Whether entries may have been lost whose numbers a reader may know. */
  boolean entriesMayBeLost() {
    return entriesMayBeLost;
  }

  private void add(Segment segment) {
    segments.add(segment);
    entriesMayBeLost = false;
  }

  private Optional<SegmentHeader> readHeader(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SegmentHeader.BYTES);
    }
    try {
      return Optional.of(SegmentHeader.decode(bytes));
    } catch (DamagedHeaderException e) {
      Optional<SegmentHeader> repaired =
          journal.isPresent()
              ? new HeaderRepair(file, journal.get(), node, last()).repair()
              : Optional.empty();
      if (repaired.isEmpty()) {
        entriesMayBeLost = true;
        Damage.keepSegment(file, e.getMessage());
      }
      return repaired;
    }
  }

  private void finish() throws IOException {
    for (int i = 0; i < segments.size() - 1; i++) {
      Segment segment = segments.get(i);
      JournalPosition end = segments.get(i + 1).header().previous();
      segment.grewTo(Files.size(segment.path()), end);
    }
    Segment last = segments.get(segments.size() - 1);
    entriesMayBeLost |= last.header().unsyncedSeen();
    scan(last);
    for (Segment segment : segments) {
      force(segment.path());
      segment.completed();
    }
  }

  private void scan(Segment segment) throws IOException {
    long size = Files.size(segment.path());
    lastMillis = segment.header().floorMillis();
    JournalPosition end = segment.header().start();
    long wholeEnd = SegmentHeader.BYTES;
    try (SegmentInput input = new SegmentInput(segment.path())) {
      while (input.offset() < size) {
        Optional<Frame> frame = input.next(size);
        if (frame.isPresent()) {
          lastMillis = Math.max(lastMillis, frame.get().epochMillis());
          end = new JournalPosition(segment.header().epoch(), frame.get().sequence());
          wholeEnd = input.offset();
        } else {
          input.seekNextWhole(size);
        }
      }
      if (wholeEnd < size) {
        entriesMayBeLost = true;
        if (!input.isTornFrom(wholeEnd, size)) {
          Damage.keepBytes(new DamagedRange(segment.path(), wholeEnd, size, end, Optional.empty()));
        }
        cut(segment.path(), wholeEnd, size);
      }
    }
    segment.grewTo(wholeEnd, end);
  }

  private void cut(Path file, long wholeEnd, long size) throws IOException {
    LOG.log(
        Level.WARNING,
        "journal segment {0} ends in the middle of an entry, as a power failure or a killed process"
            + " leaves it: {1} bytes after {2} were cut",
        file,
        Long.toString(size - wholeEnd),
        Long.toString(wholeEnd));
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(wholeEnd);
    }
  }

  private static void force(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.getFD().sync();
    }
  }
}
