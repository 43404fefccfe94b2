package org.sipacc.delivery;

import java.util.List;
import org.sipacc.accounting.Backend;

/** The contract itself, kept by the sink that the other tests use. */
class MemorySinkTest implements RefusingSinkContract {
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
  public List<String> stored() {
    return destination.callIds();
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
  public void refuse(long number) {
    destination.refuseCall("call-" + number);
  }

  @Override
  public void loseTable(String table) {
    destination.table(table, false);
  }
}
