package org.sipacc.delivery;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** A destination in memory that fails on command; it outlives its sinks, as a database does. */
final class MemoryDestination {
  private final Backend backend;
  private final Map<UUID, JournalPosition> cursors = new HashMap<>();
  private final List<JournalEntry> stored = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final Set<String> refusedCalls = new HashSet<>();
  private final Set<String> lostTables = new HashSet<>();
  private boolean required;
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
    /** Each record is refused for good. */
    REFUSING_EACH,
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

  /** A required destination from now on. */
  MemoryDestination require() {
    required = true;
    return this;
  }

  /** Refuses the records of a Call-ID for good. */
  synchronized void refuseCall(String callId) {
    refusedCalls.add(callId);
  }

  /** Takes the records of a Call-ID again. */
  synchronized void takeCall(String callId) {
    refusedCalls.remove(callId);
  }

  /** A table that not every call needs is gone, or there again. */
  synchronized void table(String name, boolean there) {
    if (there) {
      lostTables.remove(name);
    } else {
      lostTables.add(name);
    }
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

  private synchronized void refuse(List<? extends JournalEntry> entries)
      throws RecordsRefusedException {
    List<Refusal> refusals = new ArrayList<>();
    for (JournalEntry entry : entries) {
      AccountingRecord record = ((JournalEntry.RecordEntry) entry).record();
      if (lostTables.contains(record.table())) {
        refusals.add(
            new Refusal(entry.id(), Blame.TABLE, "42S02", "there is no table " + record.table()));
      } else if (fault == Fault.REFUSING_EACH || refusedCalls.contains(record.core().callId())) {
        refusals.add(new Refusal(entry.id(), Blame.RECORD, "23514", "a CHECK refuses it"));
      }
    }
    if (!refusals.isEmpty()) {
      throw new RecordsRefusedException(refusals);
    }
  }

  private synchronized void take(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    reach();
    if (fault == Fault.REFUSING) {
      throw new SinkUnavailableException("no such table", null);
    }
    refuse(entries);
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
    public boolean isRequired() {
      return required;
    }

    @Override
    public String table(JournalEntry entry) {
      return ((JournalEntry.RecordEntry) entry).record().table();
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
        throws SinkUnavailableException, RecordsRefusedException {
      take(journal, from, to, entries);
    }

    @Override
    public void replay(UUID journal, List<? extends JournalEntry> entries)
        throws SinkUnavailableException, RecordsRefusedException {
      synchronized (MemoryDestination.this) {
        reach();
        refuse(entries);
        Set<TimeOrderedId> known = stored.stream().map(JournalEntry::id).collect(toSet());
        entries.stream().filter(entry -> !known.contains(entry.id())).forEach(stored::add);
      }
    }

    @Override
    public void close() {
      synchronized (MemoryDestination.this) {
        closedSinks++;
      }
    }
  }
}
