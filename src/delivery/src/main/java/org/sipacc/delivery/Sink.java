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
   * Whether the journal waits for this destination, however long it is down. One that is not
   * required is let go when the journal nears its bound.
   */
  default boolean isRequired() {
    return false;
  }

  /**
   * The part of the destination that an entry goes to, which can be in order while another is not:
   * a table; "" if it has no parts.
   */
  default String table(JournalEntry entry) {
    return "";
  }

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
   * <p>A sink that cannot take back what it took moves its cursor over the entries before the one
   * that is refused, and tries those after it, so that it can be told whether it is the entry or
   * the destination that is wrong; it remembers which of them it took.
   *
   * @param entries those that this sink {@link #takes}, in the journal's order; may be empty
   * @throws SinkUnavailableException if it did not happen, or it is not known whether it did; the
   *     deliverer backs off and asks for the {@link #position} again
   * @throws RecordsRefusedException if some of the entries can never be taken; the deliverer keeps
   *     them as dead letters, asks for the position and delivers the others
   */
  void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException;

  /**
   * Takes entries out of their order, all or none; the cursor stays. What the destination has
   * already, as far as it can tell, counts as taken.
   *
   * @param journal the id of the journal that they come from
   * @throws SinkUnavailableException if it did not happen, or it is not known whether it did
   * @throws RecordsRefusedException if some of the entries can never be taken; none was
   */
  void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException;

  @Override
  void close();
}
