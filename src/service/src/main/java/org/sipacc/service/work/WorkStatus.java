package org.sipacc.service.work;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far some work is.
 *
 * @param id by which it is cancelled or resumed
 * @param what it does
 * @param since when it was begun; of upkeep, its last round
 * @param done rows or calls it has treated
 * @param total of how many, where that is known
 */
public record WorkStatus(
    String id, String what, State state, Instant since, long done, OptionalLong total) {
  /** What becomes of it. */
  public enum State {
    RUNNING,
    /** It was cancelled and ends at its next step. */
    ENDING,
    /** The server does no more of it until it is resumed. */
    HELD
  }
}
