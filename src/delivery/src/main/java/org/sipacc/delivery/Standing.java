package org.sipacc.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a record stands at one destination.
 *
 * @param at when it came to stand so, if that is known
 * @param reason why a dead letter was refused, or what the gap is; "" otherwise
 */
public record Standing(String destination, State state, Optional<Instant> at, String reason) {
  /** How it stands. */
  public enum State {
    /** It is in the journal, and the destination's cursor has not come to it. */
    WAITING,
    /** The cursor has passed it. */
    DELIVERED,
    /** It was refused for good and waits for a person. */
    DEAD_LETTER,
    /** It was refused, and delivered later by a person. */
    REPLAYED,
    /** It was refused, and a person decided that it is not to be delivered. */
    DISCARDED,
    /** The journal could not wait for the destination any longer. */
    LET_GO
  }
}
