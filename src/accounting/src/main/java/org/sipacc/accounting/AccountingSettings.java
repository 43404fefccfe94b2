package org.sipacc.accounting;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the module parameters say about which records are made, and about their shape.
 *
 * @param accTable {@code db_table_acc}
 * @param missedTable {@code db_table_missed_calls}
 * @param extras the declared extra fields of each backend, in order
 * @param legs the declared leg fields of each backend, in order
 * @param options which records are made beyond the usual
 */
public record AccountingSettings(
    String accTable,
    String missedTable,
    CoreColumns columns,
    Map<Backend, List<FieldName>> extras,
    Map<Backend, List<FieldName>> legs,
    Options options) {
  public AccountingSettings {
    extras = Map.copyOf(extras);
    legs = Map.copyOf(legs);
  }

  List<FieldName> extrasOf(Backend backend) {
    return extras.getOrDefault(backend, List.of());
  }

  List<FieldName> legsOf(Backend backend) {
    return legs.getOrDefault(backend, List.of());
  }

  /** Whether any backend records legs: without, there are none. */
  boolean hasLegs() {
    return legs.values().stream().anyMatch(fields -> !fields.isEmpty());
  }

  /**
   * A declared field.
   *
   * @param tag the name in {@code $acc_extra(tag)} or {@code $acc_leg(tag)}, shared by all backends
   * @param name the backend's own name: a column, a key, an attribute
   */
  public record FieldName(String tag, String name) {}

  /**
   * The parameters of the same names.
   *
   * @param earlyMedia {@code early_media}: a provisional reply with a body makes a base record
   * @param reportCancels {@code report_cancels}: a CANCEL can be marked
   * @param detectDirection {@code detect_direction}: what the callee sends within a call is
   *     recorded with the tags of the call's beginning
   * @param cdrOnFailed {@code cdr_on_failed}: a call that is not answered gives a CDR too
   * @param failedFilter {@code failed_filter}: status codes that {@code failed} leaves out
   * @param answers backends that get a base record of the answer of a call with {@code cdr} too, as
   *     {@code radius_profile: full} has it
   * @param interims {@code interim_backends}: where a call with {@code cdr} has interim records
   */
  public record Options(
      boolean earlyMedia,
      boolean reportCancels,
      boolean detectDirection,
      boolean cdrOnFailed,
      Set<Integer> failedFilter,
      Set<Backend> answers,
      Set<Backend> interims) {
    /** Those of OpenSIPS's defaults. */
    public static final Options DEFAULT = new Options(false, false, false, false, Set.of());

    public Options {
      failedFilter = Set.copyOf(failedFilter);
      answers = Set.copyOf(answers);
      interims = Set.copyOf(interims);
    }

    /** With nothing beside the CDR of an answered call. */
    public Options(
        boolean earlyMedia,
        boolean reportCancels,
        boolean detectDirection,
        boolean cdrOnFailed,
        Set<Integer> failedFilter) {
      this(
          earlyMedia,
          reportCancels,
          detectDirection,
          cdrOnFailed,
          failedFilter,
          Set.of(),
          Set.of());
    }
  }
}
