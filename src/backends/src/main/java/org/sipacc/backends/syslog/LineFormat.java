package org.sipacc.backends.syslog;

import org.sipacc.journal.JournalEntry.RecordEntry;

/** Makes the packet of a record. */
interface LineFormat {
  /** The packet, without any framing. */
  byte[] encode(RecordEntry entry);
}
