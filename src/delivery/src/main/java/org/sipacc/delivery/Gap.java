package org.sipacc.delivery;

import java.time.Instant;
import org.sipacc.journal.JournalPosition;

/**
 * Entries that a destination does not get, because the journal could not wait for it any longer.
 *
 * @param at when it was let go
 * @param from the place before the first of them
 * @param to the place after the last of them
 * @param entries how many lie between, for this destination or for others
 */
public record Gap(
    String destination, Instant at, JournalPosition from, JournalPosition to, long entries) {
  boolean covers(JournalPosition entry) {
    return from.compareTo(entry) < 0 && entry.compareTo(to) <= 0;
  }

  /** The range, as in {@code after 0:12 up to 0:99}: epochs and sequence numbers. */
  public String range() {
    return "after " + from + " up to " + to;
  }
}
