package org.sipacc.delivery;

import java.util.List;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalEntry;

/** The contract itself, kept by the sink that the other tests use. */
class MemorySinkTest implements SinkContract {
  private final MemoryDestination destination = new MemoryDestination(Backend.DB);

  @Override
  public Sink openSink() {
    return destination.sink();
  }

  @Override
  public Backend backend() {
    return Backend.DB;
  }

  @Override
  public List<TimeOrderedId> stored() {
    return destination.stored().stream().map(JournalEntry::id).toList();
  }

  @Override
  public void breakDestination() {
    destination.fault(MemoryDestination.Fault.DOWN);
  }

  @Override
  public void mendDestination() {
    destination.fault(MemoryDestination.Fault.NONE);
  }

  @Override
  public boolean refuse(long number) {
    destination.refuseCall("call-" + number);
    return true;
  }

  @Override
  public boolean loseTable(String table) {
    destination.table(table, false);
    return true;
  }
}
