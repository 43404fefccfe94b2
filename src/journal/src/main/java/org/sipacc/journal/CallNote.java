package org.sipacc.journal;

import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.CallSnapshot;

/**
 * What the journal keeps of calls that are not over, for the next life of this server. Notes are
 * not delivered and take no sequence number.
 */
public sealed interface CallNote {
  /** The id of the call's summary. */
  TimeOrderedId uid();

  /** How a call stands; the last one counts. */
  record Snapshot(CallSnapshot snapshot) implements CallNote {
    @Override
    public TimeOrderedId uid() {
      return snapshot.accounting().uid();
    }
  }

  /** A BYE of a call came in: it ends at that instant, whoever answers it. */
  record Bye(TimeOrderedId uid, ByeReceived event) implements CallNote {}

  /** A call is over; its records are in the journal. */
  record Over(TimeOrderedId uid) implements CallNote {}
}
