package org.sipacc.service;

import java.time.Duration;
import java.util.Optional;

/**
 * How the journal stands.
 *
 * @param state what it means for new calls
 * @param reason why it is not simply accepting
 * @param bytes of all its segments
 * @param freeBytes how much can still be appended, on its disk and within its size bound
 * @param oldest the place before the oldest entry that is kept, as epoch and sequence number
 * @param end the place after the newest
 * @param syncLag how long the oldest entry that is not on disk yet has waited for it
 * @param waiting entries that wait in memory because they could not be appended
 * @param dropped entries that were lost since the start, because even the memory for them was full
 *     or because they were too long
 * @param refused requests that were answered 503 since the start
 * @param damagedFiles files with damaged bytes that nobody has removed yet
 */
public record JournalStatus(
    State state,
    Optional<String> reason,
    long bytes,
    long freeBytes,
    String oldest,
    String end,
    Duration syncLag,
    int waiting,
    long dropped,
    long refused,
    int damagedFiles) {
  /** Whether records can be taken. */
  public enum State {
    /** They can. */
    ACCEPTING,
    /** They cannot, and new calls are answered 503. */
    REFUSING,
    /** They cannot, or their disk is slow; new calls are taken all the same. */
    ALARM
  }
}
