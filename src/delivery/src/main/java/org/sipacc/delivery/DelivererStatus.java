package org.sipacc.delivery;

import java.time.Instant;
import java.util.Optional;
import org.sipacc.journal.JournalPosition;

/**
 * How delivery to one destination stands.
 *
 * @param destination the sink's name
 * @param since when that state began
 * @param position the destination's cursor; empty while it could never be asked
 * @param lag entries of the journal that are not yet delivered or passed over
 * @param delivered entries the destination took since the start
 * @param lastError why it last failed, whether or not it works again
 */
public record DelivererStatus(
    String destination,
    State state,
    Instant since,
    Optional<JournalPosition> position,
    long lag,
    long delivered,
    Optional<String> lastError) {
  /** What the deliverer does. */
  public enum State {
    /** It delivers, or waits for something to deliver. */
    RUNNING,
    /** The destination failed and is tried again and again. */
    OUTAGE,
    /** It was stopped. */
    STOPPED
  }
}
