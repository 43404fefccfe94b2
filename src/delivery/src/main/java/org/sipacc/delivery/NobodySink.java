package org.sipacc.delivery;

import java.util.List;
import java.util.UUID;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** Stands in where no destination is configured, so that the journal does not fill up. */
final class NobodySink implements Sink {
  private JournalPosition cursor;

  NobodySink(JournalPosition cursor) {
    this.cursor = cursor;
  }

  @Override
  public String name() {
    return "nobody";
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return false;
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest) {
    return cursor;
  }

  @Override
  public void deliver(
      UUID journal,
      JournalPosition from,
      JournalPosition to,
      List<? extends JournalEntry> entries) {
    cursor = to;
  }

  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries) {
    throw new IllegalStateException("there is no destination");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
