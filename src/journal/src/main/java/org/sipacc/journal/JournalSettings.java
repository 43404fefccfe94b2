package org.sipacc.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How a journal is kept.
 *
 * @param directory where its files are; made if absent; used by one process at a time
 * @param node this node's number, 0 to 65535, part of every id
 * @param segmentBytes when a segment reaches this size the next one is begun
 * @param syncPolicy when entries are forced to disk
 * @param syncInterval how long an entry waits at most before the forcing begins
 * @param maxBytes all segments together; beyond it nothing is appended until the deliverers have
 *     caught up
 * @param clock tells the time of entries
 */
public record JournalSettings(
    Path directory,
    int node,
    long segmentBytes,
    SyncPolicy syncPolicy,
    Duration syncInterval,
    long maxBytes,
    Clock clock) {
  /** 64 MiB. */
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

  /** Leaves the disk half of the 100 ms within which a record is to be safe. */
  public static final Duration DEFAULT_SYNC_INTERVAL = Duration.ofMillis(50);

  /** 10 GiB, some ten million calls. */
  public static final long DEFAULT_MAX_BYTES = 10L << 30;

  private static final long MIN_SEGMENT_BYTES = 4096;
  private static final Duration MAX_SYNC_INTERVAL = Duration.ofMinutes(1);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public JournalSettings {
    if (node < 0 || node > 0xFFFF) {
      throw new IllegalArgumentException("journal node must be 0 to 65535, not " + node);
    }
    if (segmentBytes < MIN_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "journal segment size must be at least 4096 bytes, not " + segmentBytes);
    }
    if (syncInterval.isNegative()
        || syncInterval.isZero()
        || syncInterval.compareTo(MAX_SYNC_INTERVAL) > 0) {
      throw new IllegalArgumentException(
          "journal sync interval must be above 0 and at most one minute, not " + syncInterval);
    }
    if (maxBytes < 2 * segmentBytes) {
      throw new IllegalArgumentException(
          "journal size bound must be at least two segments (%d bytes), not %d"
              .formatted(2 * segmentBytes, maxBytes));
    }
  }

  /** The defaults: 64 MiB segments, group commit every 50 ms, 10 GiB in all, the system's clock. */
  public static JournalSettings of(Path directory, int node) {
    return new JournalSettings(
        directory,
        node,
        DEFAULT_SEGMENT_BYTES,
        SyncPolicy.INTERVAL,
        DEFAULT_SYNC_INTERVAL,
        DEFAULT_MAX_BYTES,
        Clock.systemUTC());
  }

  /** The same with another sync policy and interval. */
  public JournalSettings withSync(SyncPolicy policy, Duration interval) {
    return new JournalSettings(directory, node, segmentBytes, policy, interval, maxBytes, clock);
  }

  /** The same with other sizes. */
  public JournalSettings withSizes(long newSegmentBytes, long newMaxBytes) {
    return new JournalSettings(
        directory, node, newSegmentBytes, syncPolicy, syncInterval, newMaxBytes, clock);
  }

  /** The same with another clock. */
  public JournalSettings withClock(Clock newClock) {
    return new JournalSettings(
        directory, node, segmentBytes, syncPolicy, syncInterval, maxBytes, newClock);
  }
}
