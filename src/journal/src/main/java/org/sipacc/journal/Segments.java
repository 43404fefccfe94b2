package org.sipacc.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The segments of a journal in their order; the last one is being written. */
final class Segments {
  private final NavigableMap<JournalPosition, Segment> byStart = new ConcurrentSkipListMap<>();

  /** Adds the newest segment, in place of one with the same start that never got an entry. */
  void add(Segment segment) {
    byStart.put(segment.header().start(), segment);
  }

  void remove(Segment segment) {
    byStart.remove(segment.header().start(), segment);
  }

  /** Before the oldest entry that is kept. */
  JournalPosition oldest() {
    return byStart.firstKey();
  }

  /** The segment to read for what comes after a place. */
  Segment after(JournalPosition position) {
    var entry = byStart.floorEntry(position);
    return (entry == null ? byStart.firstEntry() : entry).getValue();
  }

  /** The segment to read when this one has been read. */
  Optional<Segment> following(Segment segment) {
    JournalPosition start = segment.header().start();
    Segment same = byStart.get(start);
    if (same != null && same != segment) {
      return Optional.of(same);
    }
    return Optional.ofNullable(byStart.higherEntry(start)).map(entry -> entry.getValue());
  }

  /** The oldest segments whose entries are all behind the place; never the last segment. */
  List<Segment> behind(JournalPosition position) {
    List<Segment> behind = new ArrayList<>();
    for (Segment segment : byStart.values()) {
      boolean last = following(segment).isEmpty();
      if (last || !segment.isComplete() || segment.end().compareTo(position) > 0) {
        break;
      }
      behind.add(segment);
    }
    return behind;
  }

  long bytes() {
    return byStart.values().stream().mapToLong(Segment::size).sum();
  }

  /**
   * How many bytes can be appended within a bound on all segments, if a segment is begun only when
   * there is room for the whole of it.
   */
  long bytesWithin(long maxBytes, long segmentBytes) {
    long all = bytes();
    return all + segmentBytes <= maxBytes
        ? maxBytes - all
        : Math.max(0, segmentBytes - byStart.lastEntry().getValue().size());
  }

  /** How many entries follow a place. */
  long entriesAfter(JournalPosition position) {
    long count = 0;
    for (Segment segment : byStart.descendingMap().values()) {
      JournalPosition start = segment.header().start();
      JournalPosition end = segment.end();
      if (end.compareTo(position) <= 0) {
        break;
      }
      boolean within = position.compareTo(start) > 0;
      count += end.sequence() - (within ? position : start).sequence();
    }
    return count;
  }
}
