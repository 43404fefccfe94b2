package org.sipacc.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a damaged segment header anew from the file's name, the segment before it and its first
 * whole entry, so that the entries behind it are not lost with it.
 */
final class HeaderRepair {
  private static final Pattern NAME = Pattern.compile("([0-9]{7})-([0-9]{14})\\.journal");

  private final Path file;
  private final UUID journal;
  private final int node;
  private final Optional<Segment> before;

  /**
   * @param node the number of this node, unless the segment before tells that of its time
   * @param before the segment before this one
   */
  HeaderRepair(Path file, UUID journal, int node, Optional<Segment> before) {
    this.file = file;
    this.journal = journal;
    this.node = before.map(segment -> segment.header().node()).orElse(node);
    this.before = before;
  }

  /** The header, which now also stands in the file; empty if the file holds no whole entry. */
  Optional<SegmentHeader> repair() throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    int epoch = Integer.parseInt(name.group(1));
    long firstSequence = Long.parseLong(name.group(2));
    Optional<Frame> first = firstWhole().filter(frame -> frame.sequence() >= firstSequence);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    SegmentHeader header =
        new SegmentHeader(
            true,
            node,
            epoch,
            journal,
            firstSequence,
            first.get().epochMillis(),
            previous(epoch, firstSequence));
    Damage.keepHeader(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.encode());
      out.getFD().sync();
    }
    return Optional.of(header);
  }

  private Optional<Frame> firstWhole() throws IOException {
    long size = Files.size(file);
    try (SegmentInput input = new SegmentInput(file)) {
      Optional<Frame> frame = input.next(size);
      if (frame.isEmpty()) {
        input.seekNextWhole(size);
        frame = input.next(size);
      }
      return frame;
    }
  }

  private JournalPosition previous(int epoch, long firstSequence) throws IOException {
    if (firstSequence > 1) {
      return new JournalPosition(epoch, firstSequence - 1);
    }
    return before.isPresent() ? lastWhole(before.get()) : JournalPosition.START;
  }

  private static JournalPosition lastWhole(Segment segment) throws IOException {
    long size = Files.size(segment.path());
    JournalPosition last = segment.header().start();
    try (SegmentInput input = new SegmentInput(segment.path())) {
      while (input.offset() < size) {
        Optional<Frame> frame = input.next(size);
        if (frame.isPresent()) {
          last = new JournalPosition(segment.header().epoch(), frame.get().sequence());
        } else {
          input.seekNextWhole(size);
        }
      }
    }
    return last;
  }
}
