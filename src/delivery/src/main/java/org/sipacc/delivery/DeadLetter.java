package org.sipacc.delivery;

import java.time.Instant;
import java.util.Optional;
import org.sipacc.accounting.TimeOrderedId;

/**
 * What is known of a record that a destination refused for good; the record itself is kept with it
 * ({@link DeadLetters#original}, {@link DeadLetters#current}).
 *
 * @param id the entry's id, as in column {@code record_id}
 * @param since when it was refused first
 * @param table the table that it is for as it was refused; "" if the destination has no tables
 * @param callUid the id of its call's summary
 * @param reason why it was refused the last time
 * @param mended whether a person changed it since; the original is kept
 * @param changed when something happened to it last
 * @param comment what the person who mended or discarded it said
 */
public record DeadLetter(
    String destination,
    TimeOrderedId id,
    Instant since,
    String table,
    String callId,
    Optional<TimeOrderedId> callUid,
    String reason,
    boolean mended,
    State state,
    Instant changed,
    String comment) {
  /** What came of it. */
  public enum State {
    /** It waits for a person. */
    WAITING,
    /** It was delivered after all. */
    REPLAYED,
    /** A person decided that it is not to be delivered. */
    DISCARDED
  }

  DeadLetter mended(Instant at, String why) {
    return new DeadLetter(
        destination, id, since, table, callId, callUid, reason, true, state, at, why);
  }

  DeadLetter refusedAgain(Instant at, String newReason) {
    return new DeadLetter(
        destination, id, since, table, callId, callUid, newReason, mended, state, at, comment);
  }

  DeadLetter closed(State as, Instant at, String why) {
    return new DeadLetter(
        destination,
        id,
        since,
        table,
        callId,
        callUid,
        reason,
        mended,
        as,
        at,
        why.isEmpty() ? comment : why);
  }
}
