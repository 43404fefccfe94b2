package org.sipacc.delivery;

import java.util.List;
import java.util.UUID;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** A sink before another one, to do something in between. */
abstract class ForwardingSink implements Sink {
  private final Sink next;

  ForwardingSink(Sink next) {
    this.next = next;
  }

  abstract void beforeDeliver();

  @Override
  public String name() {
    return next.name();
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return next.takes(entry);
  }

  @Override
  public boolean isRequired() {
    return next.isRequired();
  }

  @Override
  public String table(JournalEntry entry) {
    return next.table(entry);
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    return next.position(journal, oldest);
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    beforeDeliver();
    next.deliver(journal, from, to, entries);
  }

  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    next.replay(journal, entries);
  }

  @Override
  public void close() {
    next.close();
  }
}
