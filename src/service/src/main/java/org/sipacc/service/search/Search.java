package org.sipacc.service.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.StoredRecord;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.retention.NumberErasure;
import org.sipacc.persistence.rollup.RolledCalls;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.persistence.search.CallSearch;
import org.sipacc.persistence.search.RecordSearch;
import org.sipacc.service.search.SearchRefusedException.Reason;
import org.sipacc.service.work.LongWork;
import org.sipacc.service.work.WorkCancelledException;

/**
 * Finds stored calls and records, the newest first, as a role may see them: what comes out is
 * masked here, and what goes in is checked here, so that no way around it is left.
 *
 * <p>All methods throw a {@link SearchRefusedException} if the search is not to be made, or the
 * database cannot be asked.
 */
public final class Search {
  private static final int EXPORTS_AT_ONCE = 4;

  private final Optional<AccountingPersistence> persistence;
  private final Masking masking;
  private final LongWork work;
  private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE);

  /**
   * @param persistence empty if there is no database
   * @param work where exports are seen and stopped
   */
  public Search(Optional<AccountingPersistence> persistence, Masking masking, LongWork work) {
    this.work = work;
    this.persistence = persistence;
    this.masking = masking;
  }

  /** The accounting tables. */
  public enum Table {
    ACC,
    MISSED_CALLS
  }

  /** What hides numbers from a role. */
  public NumberMask mask(Role role) {
    return masking.of(role);
  }

  /** A page of calls, without their attempts. */
  public List<CallSummary> calls(
      CallFilter filter, Optional<Position> after, int limit, Role role) {
    NumberMask mask = mask(role);
    SearchRules.check(filter, mask);
    return asked(
        database ->
            new CallSearch(database)
                .page(filter, mask.hidden(), after, limit).stream()
                    .map(call -> Masking.masked(call, mask))
                    .toList());
  }

  /** One call with everything that is stored of it. */
  public Optional<CallFile> call(String uid, Role role) {
    NumberMask mask = mask(role);
    return asked(
        database ->
            new CallSearch(database)
                .find(uid)
                .map(
                    call ->
                        new CallFile(
                            Masking.masked(call, mask),
                            ofCall(database, Table.ACC, call, mask),
                            ofCall(database, Table.MISSED_CALLS, call, mask))));
  }

  /** A page of records. */
  public List<StoredRecord> records(
      Table table, RecordFilter filter, Optional<Position> after, int limit, Role role) {
    NumberMask mask = mask(role);
    SearchRules.check(filter, mask);
    return asked(
        database ->
            columns(table(database, table), filter)
                .page(filter, mask.hidden(), after, limit)
                .stream()
                .map(row -> Masking.masked(row, mask))
                .toList());
  }

  /** The extra columns of the accounting tables. */
  public List<String> extraColumns() {
    return asked(database -> database.settings().extraColumns());
  }

  /**
   * Says now, before anything is sent, whether {@link #exportCalls} would refuse the filter.
   *
   * @throws SearchRefusedException if it would
   */
  public void checkExport(CallFilter filter, Role role) {
    SearchRules.check(filter, mask(role));
    SearchRules.checkExport(filter.range());
    if (exports.availablePermits() == 0) {
      throw busy();
    }
    asked(database -> database);
  }

  /**
   * Says now, before anything is sent, whether {@link #exportRecords} would refuse the filter.
   *
   * @throws SearchRefusedException if it would
   */
  public void checkExport(Table table, RecordFilter filter, Role role) {
    SearchRules.check(filter, mask(role));
    SearchRules.checkExport(filter.range());
    if (exports.availablePermits() == 0) {
      throw busy();
    }
    asked(database -> columns(table(database, table), filter));
  }

  /** Where a call stands among all; empty if it is not there. */
  public Optional<Position> position(String callUid) {
    return asked(
        database ->
            new CallSearch(database)
                .find(callUid)
                .map(call -> new Position(call.invited(), callUid)));
  }

  /** Where a record stands among all; empty if it is not there. */
  public Optional<Position> position(Table table, String recordId) {
    return asked(database -> table(database, table).find(recordId))
        .map(row -> new Position(row.time(), recordId));
  }

  /**
   * Hands on all calls, without their attempts, in bounded memory.
   *
   * @param after where an export that was broken off ended; empty for all
   */
  public void exportCalls(
      CallFilter filter, Optional<Position> after, Role role, Consumer<CallSummary> taker) {
    exportCalls(
        "export",
        filter,
        role,
        mask(role),
        taker,
        (calls, wanted, hidden, rows) -> calls.each(wanted, hidden, after, rows));
  }

  /**
   * Hands on all calls for a report, masked if it shows numbers, and with attempts if it needs
   * them.
   */
  void reportCalls(CallFilter filter, Role role, CallReport report, Consumer<CallSummary> taker) {
    exportCalls(
        "report",
        filter,
        role,
        report.showsNumbers() ? mask(role) : NumberMask.NONE,
        taker,
        report.needsAttempts() ? CallSearch::eachWithAttempts : CallSearch::each);
  }

  private interface Stream {
    void each(CallSearch calls, CallFilter filter, int hidden, Consumer<CallSummary> taker);
  }

  private void exportCalls(
      String kind,
      CallFilter filter,
      Role role,
      NumberMask shown,
      Consumer<CallSummary> taker,
      Stream stream) {
    checkExport(filter, role);
    exported(
        kind,
        text("calls", filter.range()),
        (database, task) ->
            stream.each(
                new CallSearch(database),
                filter,
                mask(role).hidden(),
                call -> {
                  task.step();
                  taker.accept(Masking.masked(call, shown));
                }));
  }

  /**
   * Hands on all records in bounded memory.
   *
   * @param after where an export that was broken off ended; empty for all
   */
  public void exportRecords(
      Table table,
      RecordFilter filter,
      Optional<Position> after,
      Role role,
      Consumer<StoredRecord> taker) {
    checkExport(table, filter, role);
    NumberMask mask = mask(role);
    exported(
        "export",
        text(table.name().toLowerCase(Locale.ROOT), filter.range()),
        (database, task) ->
            table(database, table)
                .each(
                    filter,
                    mask.hidden(),
                    after,
                    row -> {
                      task.step();
                      taker.accept(Masking.masked(row, mask));
                    }));
  }

  /**
   * Takes a person's number out of all stored calls and records.
   *
   * @throws IllegalArgumentException if it is too short
   */
  public ErasedNumber erase(String number) {
    NumberErasure.Erased erased = asked(database -> NumberErasure.erase(database, number));
    return new ErasedNumber(erased.calls(), erased.records());
  }

  /** How far the sums of calls are. */
  public RollupProgress rollups() {
    Rollups.Progress progress = asked(Rollups::progress);
    return new RollupProgress(progress.stored(), progress.rolled(), !progress.waiting());
  }

  /**
   * Has the sums made anew of all calls that are there; meanwhile reports read the calls
   * themselves.
   */
  public RollupProgress rebuildRollups() {
    asked(
        database -> {
          Rollups.rebuild(database);
          return database;
        });
    return rollups();
  }

  /** Reads calls as sums, as {@link RolledCalls#read} does. */
  boolean readRolled(RolledCalls.Wanted wanted, RolledCalls.Taker taker) {
    return asked(database -> new RolledCalls(database).read(wanted, taker));
  }

  private static String text(String rows, TimeRange range) {
    return rows + " of " + range.since().orElseThrow() + " to " + range.until().orElseThrow();
  }

  private void exported(
      String kind, String what, BiConsumer<AccountingPersistence, LongWork.Task> export) {
    if (!exports.tryAcquire()) {
      throw busy();
    }
    try (LongWork.Task task = work.begin(kind, what)) {
      asked(
          database -> {
            export.accept(database, task);
            return database;
          });
    } catch (WorkCancelledException e) {
      throw new SearchRefusedException(Reason.CANCELLED, e.getMessage());
    } finally {
      exports.release();
    }
  }

  private static SearchRefusedException busy() {
    return new SearchRefusedException(
        Reason.BUSY, "there are " + EXPORTS_AT_ONCE + " exports going on; try again later");
  }

  private static RecordSearch<?> table(AccountingPersistence database, Table table) {
    return switch (table) {
      case ACC -> RecordSearch.acc(database);
      case MISSED_CALLS -> RecordSearch.missedCalls(database);
    };
  }

  private static RecordSearch<?> columns(RecordSearch<?> search, RecordFilter filter) {
    if (filter.caller().isPresent()) {
      checkColumn(search, "caller", RecordSearch.CALLER_COLUMN);
    }
    if (filter.callee().isPresent()) {
      checkColumn(search, "callee", RecordSearch.CALLEE_COLUMN);
    }
    return search;
  }

  private static void checkColumn(RecordSearch<?> search, String filter, String column) {
    if (!search.hasColumn(column)) {
      throw new SearchRefusedException(
          Reason.NO_COLUMN,
          filter
              + " looks into the column "
              + column
              + ", which no extra field of the configuration fills (db_extra)");
    }
  }

  private static List<StoredRecord> ofCall(
      AccountingPersistence database, Table table, CallSummary call, NumberMask mask) {
    return table(database, table).ofCall(call.callId(), call.uid().toString()).stream()
        .map(row -> Masking.masked(row, mask))
        .toList();
  }

  private <T> T asked(Function<AccountingPersistence, T> question) {
    try {
      return question.apply(
          persistence.orElseThrow(
              () ->
                  new SearchRefusedException(
                      Reason.UNAVAILABLE, "this server has no database: set db_url")));
    } catch (PersistenceException e) {
      if (DatabaseErrors.isTimeout(e)) {
        throw new SearchRefusedException(
            Reason.TOO_LONG, "the database took too long; narrow the time range");
      }
      throw new SearchRefusedException(
          Reason.UNAVAILABLE, "the database cannot be asked now: " + DatabaseErrors.message(e));
    }
  }
}
