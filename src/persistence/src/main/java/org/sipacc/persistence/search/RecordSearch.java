package org.sipacc.persistence.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.StoredRecord;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.AccountingRow;
import org.sipacc.persistence.entity.MissedCall;

/**
 * Finds rows of one accounting table, the newest first. Rows without an id, as another program may
 * have written them, are left out. Its methods throw a {@link
 * javax.persistence.PersistenceException} if the database cannot be asked.
 *
 * @param <T> which of the two tables
 */
public final class RecordSearch<T extends AccountingRow> {
  /** The extra column of the caller's number, as OpenSIPS's tutorials name it. */
  public static final String CALLER_COLUMN = "src_user";

  /** The extra column of the number that was called. */
  public static final String CALLEE_COLUMN = "dst_user";

  private static final String ORDER = " order by e.time desc, e.recordId desc";

  private final AccountingPersistence persistence;
  private final String select;
  private final Rows<T> rows;

  private RecordSearch(AccountingPersistence persistence, Class<T> table) {
    this.persistence = persistence;
    this.select = "select e from " + table.getSimpleName() + " e";
    this.rows = new Rows<>(persistence, table, CallSearch.LONGEST);
  }

  /** In the table that {@code db_table_acc} names. */
  public static RecordSearch<AccRecord> acc(AccountingPersistence persistence) {
    return new RecordSearch<>(persistence, AccRecord.class);
  }

  /** In the table that {@code db_table_missed_calls} names. */
  public static RecordSearch<MissedCall> missedCalls(AccountingPersistence persistence) {
    return new RecordSearch<>(persistence, MissedCall.class);
  }

  /** The extra columns of its rows. */
  public List<String> extraColumns() {
    return persistence.settings().extraColumns();
  }

  /** Whether its rows have an extra column. */
  public boolean hasColumn(String name) {
    return extraColumns().stream().anyMatch(name::equalsIgnoreCase);
  }

  /**
   * A page of what a filter lets through.
   *
   * @param hidden how many characters at the end of caller and callee the filter must not tell
   *     anything about
   * @param after where the page before ended; empty for the first
   */
  public List<StoredRecord> page(
      RecordFilter filter, int hidden, Optional<Position> after, int limit) {
    Conditions conditions = conditions(filter, hidden);
    conditions.olderThan("e.time", "e.recordId", after);
    return rows.page(select + conditions.where() + ORDER, conditions, limit).stream()
        .map(this::record)
        .toList();
  }

  /**
   * Hands on everything that a filter lets through.
   *
   * @param after the last one that is left out; empty if there is none
   */
  public void each(
      RecordFilter filter, int hidden, Optional<Position> after, Consumer<StoredRecord> taker) {
    Conditions conditions = conditions(filter, hidden);
    conditions.olderThan("e.time", "e.recordId", after);
    rows.each(select + conditions.where() + ORDER, conditions, row -> taker.accept(record(row)));
  }

  /** One by its id. */
  public Optional<StoredRecord> find(String recordId) {
    Conditions conditions = new Conditions();
    conditions.equal("e.recordId", Optional.of(recordId));
    return rows.page(select + conditions.where(), conditions, 1).stream()
        .map(this::record)
        .findFirst();
  }

  /** The rows of a call, oldest first. */
  public List<StoredRecord> ofCall(String callId, String callUid) {
    Conditions conditions = new Conditions();
    conditions.equal("e.callId", Optional.of(callId));
    conditions.equal("e.callUid", Optional.of(callUid));
    conditions.add("e.recordId is not null");
    String jpql = select + conditions.where() + " order by e.time, e.recordId";
    return rows.page(jpql, conditions, Integer.MAX_VALUE).stream().map(this::record).toList();
  }

  private Conditions conditions(RecordFilter filter, int hidden) {
    Conditions conditions = new Conditions();
    conditions.add("e.recordId is not null");
    conditions.range("e.time", filter.range());
    number(conditions, CALLER_COLUMN, filter.caller(), hidden);
    number(conditions, CALLEE_COLUMN, filter.callee(), hidden);
    conditions.codeTexts("e.sipCode", filter.code());
    conditions.number("e.durationMillis", filter.durationMillis());
    conditions.equal("e.method", filter.method());
    conditions.equal("e.callId", filter.callId());
    conditions.node("e.recordId", filter.node());
    return conditions;
  }

  /** Beginnings are compared as such here: an operator's own column may have any collation. */
  private void number(Conditions conditions, String column, Optional<TextMatch> match, int hidden) {
    match.ifPresent(
        wanted -> {
          String attribute = "e." + attribute(column);
          if (wanted.how() == TextMatch.How.STARTS) {
            conditions.add(
                "substring("
                    + attribute
                    + ", 1, "
                    + conditions.parameter(wanted.text().length())
                    + ") = "
                    + conditions.parameter(wanted.text()));
          } else {
            conditions.text(attribute, match);
          }
          if (hidden > 0) {
            hide(conditions, attribute, wanted.text().length() + hidden);
          }
        });
  }

  /** Only plain numbers are looked at that go on for long enough before any parameter. */
  private static void hide(Conditions conditions, String attribute, int length) {
    String least = conditions.parameter(length);
    conditions.add("length(" + attribute + ") >= " + least);
    conditions.add(
        "(locate(';', " + attribute + ") = 0 or locate(';', " + attribute + ") > " + least + ")");
    conditions.add("locate(':', " + attribute + ") = 0");
    conditions.add("locate('@', " + attribute + ") = 0");
  }

  /** The column as the configuration spells it. */
  private String attribute(String column) {
    return extraColumns().stream()
        .filter(column::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + column));
  }

  private StoredRecord record(AccountingRow row) {
    Map<String, String> extras = new LinkedHashMap<>();
    extraColumns()
        .forEach(
            column ->
                row.extra(column)
                    .ifPresent(
                        value -> extras.put(column.toLowerCase(Locale.ROOT), value.toString())));
    Optional<AccRecord> acc =
        row instanceof AccRecord record ? Optional.of(record) : Optional.empty();
    return new StoredRecord(
        row.recordId(),
        row.callUid(),
        row.method(),
        row.fromTag(),
        row.toTag(),
        row.callId(),
        row.sipCode(),
        row.sipReason(),
        row.time(),
        acc.map(a -> OptionalLong.of(a.durationSeconds())).orElse(OptionalLong.empty()),
        acc.map(a -> OptionalLong.of(a.durationMillis())).orElse(OptionalLong.empty()),
        row.setupSeconds(),
        row.created(),
        extras);
  }
}
