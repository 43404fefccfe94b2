package org.sipacc.accounting;

import java.util.List;
import java.util.Map;

/**
 * What the module parameters say about the shape of records.
 *
 * @param accTable {@code db_table_acc}
 * @param missedTable {@code db_table_missed_calls}
 * @param extras the declared extra fields of each backend, in order
 * @param legs the declared leg fields of each backend, in order
 */
public record AccountingSettings(
    String accTable,
    String missedTable,
    CoreColumns columns,
    Map<Backend, List<FieldName>> extras,
    Map<Backend, List<FieldName>> legs) {
  public AccountingSettings {
    extras = Map.copyOf(extras);
    legs = Map.copyOf(legs);
  }

  /**
   * A declared field.
   *
   * @param tag the name in {@code $acc_extra(tag)}, shared by all backends
   * @param name the backend's own name: a column, a key, an attribute
   */
  public record FieldName(String tag, String name) {}
}
