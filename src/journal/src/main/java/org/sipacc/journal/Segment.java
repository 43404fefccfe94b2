package org.sipacc.journal;

import java.nio.file.Path;

/** What is known of one segment: its file, how far it is written, and how far readers may go. */
final class Segment {
  private final Path path;
  private final SegmentHeader header;
  private volatile long size;
  private volatile JournalPosition end;
  private volatile long visibleEnd;
  private volatile boolean complete;

  /** A new segment, without entries. */
  Segment(Path path, SegmentHeader header) {
    this.path = path;
    this.header = header;
    this.size = SegmentHeader.BYTES;
    this.end = header.start();
    this.visibleEnd = SegmentHeader.BYTES;
  }

  Path path() {
    return path;
  }

  SegmentHeader header() {
    return header;
  }

  /** Bytes up to the end of the last whole entry. */
  long size() {
    return size;
  }

  /** The place after the last entry. */
  JournalPosition end() {
    return end;
  }

  /** The offset up to which readers may read; always between two entries. */
  long visibleEnd() {
    return visibleEnd;
  }

  /** Whether readers may see all that the segment will ever hold. */
  boolean isComplete() {
    return complete;
  }

  /** Whether it has entries that are delivered; notes are none. */
  boolean hasEntries() {
    return !end.equals(header.start());
  }

  boolean isEmpty() {
    return size == SegmentHeader.BYTES;
  }

  void grewTo(long newSize, JournalPosition newEnd) {
    size = newSize;
    end = newEnd;
  }

  void showUpTo(long offset) {
    visibleEnd = offset;
  }

  /** Nothing more will be appended. */
  void completed() {
    visibleEnd = size;
    complete = true;
  }
}
