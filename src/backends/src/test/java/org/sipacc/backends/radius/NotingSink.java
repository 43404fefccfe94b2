package org.sipacc.backends.radius;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * A sink, and the ids of the entries that came to it, by Call-ID.
 *
 * @param spoilt Call-IDs whose records get a field on the way that no packet can carry
 */
record NotingSink(Sink sink, Map<String, TimeOrderedId> ids, Set<String> spoilt) implements Sink {
  @Override
  public String name() {
    return sink.name();
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return sink.takes(entry);
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    return sink.position(journal, oldest);
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    sink.deliver(journal, from, to, noted(entries));
  }

  @Override
  public void replay(List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    sink.replay(noted(entries));
  }

  private List<JournalEntry> noted(List<? extends JournalEntry> entries) {
    List<JournalEntry> noted = new ArrayList<>();
    for (JournalEntry entry : entries) {
      AccountingRecord record = ((RecordEntry) entry).record();
      String callId = record.core().callId();
      ids.put(callId, entry.id());
      noted.add(
          spoilt.contains(callId)
              ? new RecordEntry(entry.position(), entry.id(), spoil(record))
              : entry);
    }
    return noted;
  }

  private static AccountingRecord spoil(AccountingRecord record) {
    return new AccountingRecord(
        record.kind(),
        record.backend(),
        record.table(),
        record.columns(),
        record.callUid(),
        record.policyVersion(),
        record.core(),
        record.timing(),
        List.of(new Field("NAS-Port-Type", "no number")),
        record.legs());
  }

  @Override
  public void close() {
    sink.close();
  }
}
