package org.sipacc.accounting;

import java.util.List;
import java.util.Optional;

/**
 * A finished record for one backend: final in content and in the names it was resolved to, so that
 * neither a later event nor a change of configuration alters it on its way to the backend.
 *
 * @param table the table a {@link Backend#DB} record belongs to; "" for the others
 * @param columns the core columns' names in that table; the default names for the others
 * @param withinDialog whether it tells of a request within a dialog, one with a To-tag: such a
 *     request starts nothing
 * @param callUid the id of the summary of the call that the request starts or belongs to; empty if
 *     there is none
 * @param policyVersion the version of the policy that asked for this record
 * @param timing empty only in a manual record made without an accounting context
 * @param endCause why the call ended; only in the CDR of a call that was answered
 * @param extras in the order of their declaration for this backend
 * @param legs one list of fields per leg; empty if this backend declared no leg fields
 */
public record AccountingRecord(
    RecordKind kind,
    Backend backend,
    String table,
    CoreColumns columns,
    boolean withinDialog,
    Optional<TimeOrderedId> callUid,
    String policyVersion,
    CoreFields core,
    Optional<Timing> timing,
    Optional<EndCause> endCause,
    List<Field> extras,
    List<List<Field>> legs) {
  public AccountingRecord {
    extras = List.copyOf(extras);
    legs = legs.stream().map(List::copyOf).toList();
  }

  /** Of a request outside of any dialog, with nothing known of an end. */
  public AccountingRecord(
      RecordKind kind,
      Backend backend,
      String table,
      CoreColumns columns,
      Optional<TimeOrderedId> callUid,
      String policyVersion,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    this(
        kind,
        backend,
        table,
        columns,
        false,
        callUid,
        policyVersion,
        core,
        timing,
        Optional.empty(),
        extras,
        legs);
  }

  /** The same record, of a call that ended so. */
  AccountingRecord endedBy(EndCause cause) {
    return new AccountingRecord(
        kind,
        backend,
        table,
        columns,
        withinDialog,
        callUid,
        policyVersion,
        core,
        timing,
        Optional.of(cause),
        extras,
        legs);
  }
}
