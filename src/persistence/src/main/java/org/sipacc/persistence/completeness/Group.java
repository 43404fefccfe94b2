package org.sipacc.persistence.completeness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalPosition;

/**
 * Whose entries are counted together: those of a node's journal of one epoch and one hour.
 *
 * @param hour its beginning
 */
public record Group(int node, int epoch, Instant hour) {
  private static final int HOUR_LENGTH = "2026-03-01T12".length();

  /** Where an entry belongs. */
  public static Group of(TimeOrderedId id) {
    return new Group(
        id.node(), JournalPosition.after(id).epoch(), id.time().truncatedTo(ChronoUnit.HOURS));
  }

  /** The hour as it is stored: {@code 2026-03-01T12}, in UTC. */
  public String hourText() {
    return hourText(hour);
  }

  static String hourText(Instant time) {
    return time.toString().substring(0, HOUR_LENGTH);
  }

  static Instant hour(String text) {
    return Instant.parse(text + ":00:00Z");
  }

  Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
