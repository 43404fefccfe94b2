package org.sipacc.service.completeness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sipacc.delivery.BackendStatus;

/**
 * What became of all calls and records.
 *
 * @param since the beginning of the hours whose rows were compared
 * @param until their end
 * @param journalled records since the start, by backend and kind
 * @param backends what each backend acknowledged, and what it did not get
 * @param hours what was stored, and what of it is there; empty without a database
 * @param gaps what is missing, in words; empty if nothing is
 */
public record Reconciliation(
    Instant since,
    Instant until,
    Calls calls,
    JournalFacts journal,
    Map<Tally.RecordClass, Long> journalled,
    Optional<DatabaseEntries> database,
    List<BackendStatus> backends,
    List<TableHour> hours,
    List<String> gaps) {
  public Reconciliation {
    backends = List.copyOf(backends);
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
   * What was stored in a table of one node's entries of an hour, and what is there now.
   *
   * @param hour its beginning
   * @param epoch the epoch of the node's journal
   * @param stored how many rows were stored
   * @param there how many of them are there
   * @param complete whether just those are there that were stored
   * @param missing sequence numbers that are not there, as {@code 12} or {@code 12-15}
   * @param exact whether just these are missing; otherwise it is some of them
   */
  public record TableHour(
      Instant hour,
      String table,
      int node,
      int epoch,
      long stored,
      long there,
      boolean complete,
      List<String> missing,
      boolean exact) {
    public TableHour {
      missing = List.copyOf(missing);
    }
  }

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
   * @param taken how many were to be stored
   * @param stored how many of those are stored, by the database's own totals
   * @param waiting how many are in the journal behind the database's cursor
   * @param inMemory how many wait in memory, because the journal cannot take them now
   * @param refused how many are dead letters and wait for a person
   * @param discarded how many a person decided not to store
   * @param lost how many neither the journal nor the memory took
   */
  public record DatabaseEntries(
      long taken,
      long stored,
      long waiting,
      long inMemory,
      long refused,
      long discarded,
      long lost) {
    /** How many there is no trace of; below 0 if more were stored than taken. */
    long missing() {
      return taken - stored - waiting - inMemory - refused - discarded - lost;
    }
  }
}
