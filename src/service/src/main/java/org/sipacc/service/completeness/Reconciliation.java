package org.sipacc.service.completeness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.persistence.completeness.HourOfTable;
import org.sipacc.persistence.completeness.Period;

/**
 * What became of all calls and records.
 *
 * @param journalled records since the start, by backend and kind
 * @param destinations what each backend acknowledged
 * @param hours what was stored, and what of it is there; empty without a database
 * @param deadLetters records that a backend refused and that wait for a person, by backend
 * @param gaps what is missing, in words; empty if nothing is
 */
public record Reconciliation(
    Period period,
    Calls calls,
    JournalFacts journal,
    Map<Tally.RecordClass, Long> journalled,
    Optional<DatabaseEntries> database,
    List<DelivererStatus> destinations,
    List<HourOfTable> hours,
    Map<String, Long> deadLetters,
    List<String> gaps) {
  public Reconciliation {
    hours = List.copyOf(hours);
    gaps = List.copyOf(gaps);
  }

  /** Whether nothing is missing. */
  public boolean isComplete() {
    return gaps.isEmpty();
  }

  /**
   * Calls since the start.
   *
   * @param seen INVITEs that started one
   * @param open those that are being set up or are up
   * @param summarised those that ended and left a summary
   */
  public record Calls(long seen, long open, long summarised) {}

  /**
   * The journal.
   *
   * @param oldest the place before the oldest entry that is kept, as epoch and sequence number
   * @param openedAt the place where this run of the server began
   * @param end the place after the newest entry
   */
  public record JournalFacts(
      UUID id, int node, String oldest, String openedAt, String end, long bytes) {}

  /**
   * Entries for the database since the start.
   *
   * @param journalled how many the journal took
   * @param stored how many of those are stored, by the database's own totals
   * @param waiting how many are in the journal behind the database's cursor
   * @param refused how many are dead letters
   */
  public record DatabaseEntries(long journalled, long stored, long waiting, long refused) {
    boolean isComplete() {
      return journalled == stored + waiting + refused;
    }
  }
}
