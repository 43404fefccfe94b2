package org.sipacc.persistence.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.persistence.PersistenceSettings;

/**
 * A table that accounting records go to, with the columns they need.
 *
 * @param missed whether it is the table of missed calls, which has no durations
 */
record AccountingTable(
    String name, boolean missed, CoreColumns columns, List<String> extraColumns) {
  /** The versions that OpenSIPS's own scripts give these tables. */
  private static final int ACC_VERSION = 7;

  private static final int MISSED_CALLS_VERSION = 5;

  /** The tables of a configuration, each once. */
  static List<AccountingTable> of(PersistenceSettings settings) {
    Map<String, AccountingTable> tables = new LinkedHashMap<>();
    add(tables, settings, settings.accTable(), false);
    settings.otherTables().stream()
        .sorted()
        .filter(table -> !table.equalsIgnoreCase(settings.missedTable()))
        .forEach(table -> add(tables, settings, table, false));
    add(tables, settings, settings.missedTable(), true);
    return List.copyOf(tables.values());
  }

  private static void add(
      Map<String, AccountingTable> tables,
      PersistenceSettings settings,
      String name,
      boolean missed) {
    tables.putIfAbsent(
        name.toLowerCase(Locale.ROOT),
        new AccountingTable(name, missed, settings.columns(), settings.extraColumns()));
  }

  int version() {
    return missed ? MISSED_CALLS_VERSION : ACC_VERSION;
  }

  /** The columns without which a table is not an accounting table. */
  List<String> coreColumns() {
    return List.of(
        columns.method(),
        columns.fromTag(),
        columns.toTag(),
        columns.callId(),
        columns.sipCode(),
        columns.sipReason(),
        columns.time());
  }

  /** The columns of OpenSIPS's table, the generated id left out. */
  List<String> openSipsColumns() {
    List<String> names = new ArrayList<>(coreColumns());
    if (!missed) {
      names.add("duration");
      names.add("ms_duration");
    }
    names.add("setuptime");
    names.add("created");
    return names;
  }
}
