package org.sipacc.journal;

/**
 * How much can still be appended.
 *
 * @param withinBound bytes until the journal's own size bound stops it
 * @param onDisk bytes that its file system has free for this process
 */
public record JournalRoom(long withinBound, long onDisk) {
  /** Bytes until either of the two stops it. */
  public long bytes() {
    return Math.min(withinBound, onDisk);
  }
}
