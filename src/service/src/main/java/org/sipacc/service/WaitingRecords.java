package org.sipacc.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.sipacc.journal.JournalBatch;

/**
 * What the journal could not take, oldest first, within a bound: beyond it the oldest is dropped
 * and counted. Many threads add; one takes out.
 */
final class WaitingRecords {
  private final long maxBytes;
  private final Deque<JournalBatch> batches = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private volatile int entries;

  WaitingRecords(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether nothing waits, not even what was just taken out. */
  boolean isEmpty() {
    return entries == 0;
  }

  /** How many entries wait. */
  int entries() {
    return entries;
  }

  /** How many entries were dropped. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized void add(JournalBatch batch) {
    batches.addLast(batch);
    bytes += batch.size();
    entries = entries + batch.entries();
    keepBound();
  }

  /** Takes the oldest out; it waits on until it is {@link #done}. */
  synchronized Optional<JournalBatch> poll() {
    return Optional.ofNullable(batches.pollFirst());
  }

  /** What was taken out is in the journal. */
  synchronized void done(JournalBatch batch) {
    bytes -= batch.size();
    entries = entries - batch.entries();
  }

  /** What was taken out still cannot be appended. */
  synchronized void putBack(JournalBatch batch) {
    batches.addFirst(batch);
    keepBound();
  }

  private void keepBound() {
    while (bytes > maxBytes && !batches.isEmpty()) {
      JournalBatch oldest = batches.removeFirst();
      dropped += oldest.entries();
      done(oldest);
    }
  }
}
