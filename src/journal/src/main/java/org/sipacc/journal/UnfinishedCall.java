package org.sipacc.journal;

import java.util.List;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.dialog.CallSnapshot;

/**
 * A call that was not over when a former life of the journal ended.
 *
 * @param snapshot how it stood last
 * @param byes those that had come, though the call was not over by them
 */
public record UnfinishedCall(CallSnapshot snapshot, List<ByeReceived> byes) {
  public UnfinishedCall {
    byes = List.copyOf(byes);
  }
}
