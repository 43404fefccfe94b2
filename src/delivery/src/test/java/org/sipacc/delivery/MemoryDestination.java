package org.sipacc.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sipacc.accounting.Backend;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** A destination in memory that fails on command; it outlives its sinks, as a database does. */
final class MemoryDestination {
  private final Backend backend;
  private final Map<UUID, JournalPosition> cursors = new HashMap<>();
  private final List<JournalEntry> stored = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private int tries;
  private int closedSinks;

  /** What goes wrong. */
  enum Fault {
    NONE,
    /** Nothing gets through. */
    DOWN,
    /** The position can be asked, but nothing is taken. */
    REFUSING,
    /** The next batch is taken, but the answer is lost. */
    LOSING_THE_NEXT_ANSWER,
    /** The sink has a defect. */
    DEFECT
  }

  MemoryDestination(Backend backend) {
    this.backend = backend;
  }

  synchronized void fault(Fault newFault) {
    fault = newFault;
    tries = 0;
  }

  synchronized List<JournalEntry> stored() {
    return List.copyOf(stored);
  }

  synchronized List<String> callIds() {
    return stored.stream()
        .map(entry -> ((JournalEntry.RecordEntry) entry).record().core().callId())
        .toList();
  }

  synchronized List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  /** Calls since the fault was set. */
  synchronized int tries() {
    return tries;
  }

  synchronized int closedSinks() {
    return closedSinks;
  }

  synchronized void cursor(UUID journal, JournalPosition position) {
    cursors.put(journal, position);
  }

  synchronized JournalPosition cursor(UUID journal) {
    return cursors.getOrDefault(journal, JournalPosition.START);
  }

  Sink sink() {
    return new MemorySink();
  }

  private synchronized void reach() throws SinkUnavailableException {
    tries++;
    if (fault == Fault.DOWN) {
      throw new SinkUnavailableException("connection refused", null);
    }
    if (fault == Fault.DEFECT) {
      throw new IllegalStateException("a defect");
    }
  }

  private synchronized void take(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException {
    reach();
    if (fault == Fault.REFUSING) {
      throw new SinkUnavailableException("no such table", null);
    }
    if (!from.equals(cursors.getOrDefault(journal, from))) {
      throw new SinkUnavailableException("the cursor has moved on from " + from, null);
    }
    cursors.put(journal, to);
    stored.addAll(entries);
    batchSizes.add(entries.size());
    if (fault == Fault.LOSING_THE_NEXT_ANSWER) {
      fault = Fault.NONE;
      throw new SinkUnavailableException("the connection broke at the commit", null);
    }
  }

  private final class MemorySink implements Sink {
    @Override
    public String name() {
      return backend.token();
    }

    @Override
    public boolean takes(JournalEntry entry) {
      return entry instanceof JournalEntry.RecordEntry record
          && record.record().backend() == backend;
    }

    @Override
    public JournalPosition position(UUID journal, JournalPosition oldest)
        throws SinkUnavailableException {
      synchronized (MemoryDestination.this) {
        reach();
        return cursors.getOrDefault(journal, oldest);
      }
    }

    @Override
    public void deliver(
        UUID journal,
        JournalPosition from,
        JournalPosition to,
        List<? extends JournalEntry> entries)
        throws SinkUnavailableException {
      take(journal, from, to, entries);
    }

    @Override
    public void close() {
      synchronized (MemoryDestination.this) {
        closedSinks++;
      }
    }
  }
}
