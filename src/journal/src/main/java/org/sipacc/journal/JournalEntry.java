package org.sipacc.journal;

import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.TimeOrderedId;

/**
 * What a reader of the journal meets.
 *
 * <p>The id tells when the entry was appended, on which node, and in its low half the epoch (20
 * bits) and the sequence number (44 bits), gap-free per node and epoch over all entries that are
 * delivered; {@link JournalPosition#after} reads them.
 */
public sealed interface JournalEntry {
  /** Where the entry ends; reading goes on after it. */
  JournalPosition position();

  /** The entry's own id. */
  TimeOrderedId id();

  /** A finished record on its way to one backend. */
  record RecordEntry(JournalPosition position, TimeOrderedId id, AccountingRecord record)
      implements JournalEntry {}

  /** A call summary on its way to the database. */
  record SummaryEntry(JournalPosition position, TimeOrderedId id, CallSummary summary)
      implements JournalEntry {}

  /** A BYE of another node's call on its way to that node, by the database. */
  record ForeignByeEntry(JournalPosition position, TimeOrderedId id, ForeignBye bye)
      implements JournalEntry {}
}
