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
 * @param reserveBytes what the bound and the disk should leave for calls that are up; with less
 *     room than that and some, retention no longer holds delivered segments
 * @param retention how long delivered entries are kept, as far as there is room
 * @param clock tells the time of entries
 */
public record JournalSettings(
    Path directory,
    int node,
    long segmentBytes,
    SyncPolicy syncPolicy,
    Duration syncInterval,
    long maxBytes,
    long reserveBytes,
    Duration retention,
    Clock clock) {
  /** 64 MiB. */
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

  /** Leaves the disk half of the 100 ms within which a record is to be safe. */
  public static final Duration DEFAULT_SYNC_INTERVAL = Duration.ofMillis(50);

  /** 10 GiB, some ten million calls. */
  public static final long DEFAULT_MAX_BYTES = 10L << 30;

  /** 64 MiB. */
  public static final long DEFAULT_RESERVE_BYTES = 64L << 20;

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
    if (reserveBytes < 0) {
      throw new IllegalArgumentException(
          "journal reserve must not be negative, but is " + reserveBytes);
    }
    if (retention.isNegative()) {
      throw new IllegalArgumentException(
          "journal retention must not be negative, but is " + retention);
    }
  }

  /**
   * The defaults: 64 MiB segments, group commit every 50 ms, 10 GiB in all, nothing kept that was
   * delivered, the system's clock.
   */
  public static JournalSettings of(Path directory, int node) {
    return new JournalSettings(
        directory,
        node,
        DEFAULT_SEGMENT_BYTES,
        SyncPolicy.INTERVAL,
        DEFAULT_SYNC_INTERVAL,
        DEFAULT_MAX_BYTES,
        DEFAULT_RESERVE_BYTES,
        Duration.ZERO,
        Clock.systemUTC());
  }

  /** The same with another sync policy and interval. */
  public JournalSettings withSync(SyncPolicy policy, Duration interval) {
    return new JournalSettings(
        directory, node, segmentBytes, policy, interval, maxBytes, reserveBytes, retention, clock);
  }

  /** The same with other sizes. */
  public JournalSettings withSizes(long newSegmentBytes, long newMaxBytes) {
    return new JournalSettings(
        directory,
        node,
        newSegmentBytes,
        syncPolicy,
        syncInterval,
        newMaxBytes,
        reserveBytes,
        retention,
        clock);
  }

  /** The same with another reserve. */
  public JournalSettings withReserve(long newReserveBytes) {
    return new JournalSettings(
        directory,
        node,
        segmentBytes,
        syncPolicy,
        syncInterval,
        maxBytes,
        newReserveBytes,
        retention,
        clock);
  }

  /** The same with another retention. */
  public JournalSettings withRetention(Duration newRetention) {
    return new JournalSettings(
        directory,
        node,
        segmentBytes,
        syncPolicy,
        syncInterval,
        maxBytes,
        reserveBytes,
        newRetention,
        clock);
  }

  /** The same with another clock. */
  public JournalSettings withClock(Clock newClock) {
    return new JournalSettings(
        directory,
        node,
        segmentBytes,
        syncPolicy,
        syncInterval,
        maxBytes,
        reserveBytes,
        retention,
        newClock);
  }
}
