package org.sipacc.persistence.sink;

import java.util.ArrayList;
import java.util.List;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.number.Countries;
import org.sipacc.journal.JournalEntry;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.CallAttempt;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.entity.ForeignByeRow;
import org.sipacc.persistence.entity.MissedCall;
import org.sipacc.persistence.sink.RowLayout.Shape;

/** Turns journal entries into rows: one a record, or one a leg; a summary and its attempts. */
final class RowMapper {
  private static final RowLayout CALLS = RowLayout.fixed("calls", Shape.CALL);
  private static final RowLayout ATTEMPTS = RowLayout.fixed("call_attempts", Shape.ATTEMPT);
  private static final RowLayout FOREIGN_BYES =
      RowLayout.fixed(ForeignByeRow.TABLE, Shape.FOREIGN_BYE);

  private final String missedTable;
  private final Countries countries;
  private RowLayout last = CALLS;

  /**
   * @param missedTable the table whose rows have no durations, whoever makes them
   * @param countries those of called numbers
   */
  RowMapper(String missedTable, Countries countries) {
    this.missedTable = missedTable;
    this.countries = countries;
  }

  List<Row> rows(List<? extends JournalEntry> entries) {
    List<Row> rows = new ArrayList<>(entries.size() + entries.size() / 2);
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.RecordEntry e) {
        addRecord(rows, e.id(), e.record());
      } else if (entry instanceof JournalEntry.SummaryEntry e) {
        addSummary(rows, e.id(), e.summary());
      } else if (entry instanceof JournalEntry.ForeignByeEntry e) {
        rows.add(new Row(e.id(), 0, FOREIGN_BYES, new ForeignByeRow(e.id(), e.bye()), List.of()));
      } else {
        throw new IllegalArgumentException("not an entry for the database: " + entry.getClass());
      }
    }
    return rows;
  }

  private void addRecord(List<Row> rows, TimeOrderedId id, AccountingRecord record) {
    if (record.legs().isEmpty()) {
      rows.add(row(id, 0, record, record.extras()));
      return;
    }
    for (int leg = 0; leg < record.legs().size(); leg++) {
      List<Field> fields = new ArrayList<>(record.extras());
      fields.addAll(record.legs().get(leg));
      rows.add(row(id, leg, record, fields));
    }
  }

  private Row row(TimeOrderedId id, int part, AccountingRecord record, List<Field> fields) {
    boolean missed =
        record.kind() == RecordKind.MISSED || record.table().equalsIgnoreCase(missedTable);
    boolean figures = record.timing().isPresent();
    Shape shape =
        missed
            ? (figures ? Shape.MISSED : Shape.MISSED_CORE)
            : (figures ? Shape.ACC : Shape.ACC_CORE);
    String rowId = Row.id(id, part);
    return new Row(
        id,
        part,
        layout(record, shape, fields),
        missed ? new MissedCall(rowId, record) : new AccRecord(rowId, record),
        fields);
  }

  /** Mostly the one of the row before, so that rows are grouped without comparing every name. */
  private RowLayout layout(AccountingRecord record, Shape shape, List<Field> fields) {
    if (!last.fits(record.table(), record.columns(), shape, fields)) {
      last =
          new RowLayout(
              record.table(), record.columns(), shape, fields.stream().map(Field::name).toList());
    }
    return last;
  }

  private void addSummary(List<Row> rows, TimeOrderedId id, CallSummary summary) {
    String uid = summary.uid().toString();
    rows.add(new Row(id, 0, CALLS, new CallRow(id, summary, countries), List.of()));
    int number = 0;
    for (CallSummary.Attempt attempt : summary.attempts()) {
      number++;
      CallAttempt entity = new CallAttempt(uid, number, attempt);
      rows.add(new Row(id, number, ATTEMPTS, entity, List.of()));
    }
  }
}
