package org.sipacc.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Deletes segments that were delivered and are no longer to be kept. */
final class Cleanup {
  private final JournalSettings settings;
  private final JournalDirectory directory;
  private final Segments segments;
  private final GroupCommit commit;
  private final Predicate<Segment> carry;
  private JournalPosition delivered = JournalPosition.START;

  /**
   * @param carry appends again what the segment tells of calls that are not over, if anything
   */
  Cleanup(
      JournalSettings settings,
      JournalDirectory directory,
      Segments segments,
      GroupCommit commit,
      Predicate<Segment> carry) {
    this.settings = settings;
    this.directory = directory;
    this.segments = segments;
    this.commit = commit;
    this.carry = carry;
  }

  /**
   * Deletes what lies wholly before a place and is older than the retention, or has to make room.
   *
   * @return how many segments were deleted
   * @throws JournalException if a file cannot be deleted
   */
  int release(JournalPosition position) {
    delivered = position;
    return again();
  }

  /** The same for the place that was named last. */
  int again() {
    int deleted = 0;
    try {
      for (Segment segment : segments.behind(delivered)) {
        if (isRetained(segment)) {
          break;
        }
        boolean carried = carry.test(segment);
        if (deleted == 0 || carried) {
          commit.forceAll();
        }
        directory.delete(segment);
        segments.remove(segment);
        deleted++;
      }
    } catch (IOException e) {
      throw new JournalException(
          "cannot delete delivered journal segments in %s: %s"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
    return deleted;
  }

  /** How much can still be appended. */
  JournalRoom room() {
    return new JournalRoom(
        segments.bytesWithin(settings.maxBytes(), settings.segmentBytes()),
        directory.usableBytes());
  }

  private boolean isRetained(Segment segment) {
    Duration retention = settings.retention();
    Optional<Segment> following = segments.following(segment);
    if (retention.isZero() || following.isEmpty()) {
      return false;
    }
    long youngestMillis = following.get().header().floorMillis();
    boolean young = youngestMillis > settings.clock().millis() - retention.toMillis();
    return young && room().bytes() >= 2 * (settings.reserveBytes() + settings.segmentBytes());
  }
}
