package org.sipacc.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.sipacc.journal.JournalBatch;
import org.sipacc.service.completeness.Unjournalled;

/**
 * What the journal could not take, oldest first, within a bound: beyond it the oldest is dropped
 * and counted. Many threads add; one takes out.
 */
final class WaitingRecords {
  private final long maxBytes;
  private final Deque<Waiting> batches = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private long droppedForDatabase;
  private int forDatabase;
  private volatile int entries;
  private volatile int count;

  /**
   * Entries that wait.
   *
   * @param forDatabase how many of them are for the database
   */
  record Waiting(JournalBatch batch, int forDatabase) {}

  WaitingRecords(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether nothing waits, not even what was just taken out. */
  boolean isEmpty() {
    return count == 0;
  }

  /** How many entries wait. */
  int entries() {
    return entries;
  }

  /** How many entries were dropped. */
  synchronized long dropped() {
    return dropped;
  }

  /** What of it is for the database. */
  synchronized Unjournalled forDatabase() {
    return new Unjournalled(forDatabase, droppedForDatabase);
  }

  synchronized void add(Waiting added) {
    batches.addLast(added);
    bytes += added.batch().size();
    entries = entries + added.batch().entries();
    forDatabase += added.forDatabase();
    count = count + 1;
    keepBound();
  }

  /** Takes the oldest out; it waits on until it is {@link #done}. */
  synchronized Optional<Waiting> poll() {
    return Optional.ofNullable(batches.pollFirst());
  }

  /** What was taken out is in the journal. */
  synchronized void done(Waiting taken) {
    bytes -= taken.batch().size();
    entries = entries - taken.batch().entries();
    forDatabase -= taken.forDatabase();
    count = count - 1;
  }

  /** What was taken out still cannot be appended. */
  synchronized void putBack(Waiting taken) {
    batches.addFirst(taken);
    keepBound();
  }

  private void keepBound() {
    while (bytes > maxBytes && !batches.isEmpty()) {
      Waiting oldest = batches.removeFirst();
      dropped += oldest.batch().entries();
      droppedForDatabase += oldest.forDatabase();
      done(oldest);
    }
  }
}
