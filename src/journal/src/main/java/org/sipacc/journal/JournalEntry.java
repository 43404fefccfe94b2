package org.sipacc.journal;

import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;

/**
 * What a reader of the journal meets.
 *
 * <p>The id's low half is the entry's sequence number: gap-free per node and epoch over all entries
 * that are delivered.
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
}
