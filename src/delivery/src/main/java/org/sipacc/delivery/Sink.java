package org.sipacc.delivery;

import java.util.List;
import java.util.UUID;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Where a deliverer takes journal entries to. One thread calls it at a time.
 *
 * <p>The sink of the database keeps its cursor itself, in the transaction that stores the rows, so
 * that nothing is stored twice or skipped whatever dies when.
 */
public interface Sink extends AutoCloseable {
  /** The destination's name in logs and messages: {@code db}, {@code log}, ... */
  String name();

  /** Whether the entry is for this destination; the others are passed over. */
  boolean takes(JournalEntry entry);

  /**
   * Where delivery stands, asked at start and again after every failure.
   *
   * @param journal the journal's own id, the key of the cursor
   * @param oldest where to begin if the destination knows no cursor of this journal: what is before
   *     is no longer kept, or was acknowledged by the destination's predecessor
   * @throws SinkUnavailableException if the destination cannot be asked now
   */
  JournalPosition position(UUID journal, JournalPosition oldest) throws SinkUnavailableException;

  /**
   * Takes the entries and moves the cursor from one position to another, both or neither.
   *
   * @param entries those that this sink {@link #takes}, in the journal's order; may be empty
   * @throws SinkUnavailableException if it did not happen, or it is not known whether it did; the
   *     deliverer backs off and asks for the {@link #position} again
   */
  void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException;

  @Override
  void close();
}
