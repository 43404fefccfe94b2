package org.sipacc.persistence.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * The statements that make an accounting table: OpenSIPS's columns in its order and with its
 * defaults, wide enough for what real calls bring, then the extra columns, then our two.
 */
final class AccountingTableDdl {
  private static final String TEXT_DEFAULT = " default '' not null";
  private static final String NUMBER_DEFAULT = " default 0 not null";

  private final RecordIdColumn recordId;
  private final DatabaseDialect dialect;
  private final Identifiers identifiers;

  AccountingTableDdl(RecordIdColumn recordId, Identifiers identifiers) {
    this.recordId = recordId;
    this.dialect = recordId.dialect();
    this.identifiers = identifiers;
  }

  /** Makes the table with its indexes. */
  List<String> create(AccountingTable table) {
    boolean inlineIndexes = dialect == DatabaseDialect.MARIADB;
    List<String> parts = new ArrayList<>();
    parts.add(identifiers.quoted("id") + " " + idType() + " primary key");
    columnTypes(table).forEach((name, type) -> parts.add(identifiers.quoted(name) + " " + type));
    parts.add(
        "constraint "
            + identifiers.quoted(table.name() + "_record_idx")
            + " unique ("
            + identifiers.quoted("record_id")
            + ")");
    List<String> statements = new ArrayList<>();
    indexes(table)
        .forEach(
            (name, names) -> {
              String columns =
                  "(" + String.join(", ", names.stream().map(identifiers::quoted).toList()) + ")";
              if (inlineIndexes) {
                parts.add("index " + identifiers.quoted(name) + " " + columns);
              } else {
                statements.add(
                    "create index "
                        + identifiers.quoted(name)
                        + " on "
                        + identifiers.quoted(table.name())
                        + " "
                        + columns);
              }
            });
    statements.add(
        0,
        "create table "
            + identifiers.quoted(table.name())
            + " ("
            + String.join(", ", parts)
            + ")"
            + (dialect == DatabaseDialect.MARIADB
                ? " engine=InnoDB default character set utf8mb4"
                : ""));
    return statements;
  }

  /** The type of each column but the id, in the table's order. */
  Map<String, String> columnTypes(AccountingTable table) {
    Map<String, String> types = new LinkedHashMap<>();
    types.put(table.columns().method(), "varchar(32)" + TEXT_DEFAULT);
    types.put(table.columns().fromTag(), "varchar(128)" + TEXT_DEFAULT);
    types.put(table.columns().toTag(), "varchar(128)" + TEXT_DEFAULT);
    types.put(table.columns().callId(), "varchar(255)" + TEXT_DEFAULT);
    types.put(table.columns().sipCode(), "varchar(3)" + TEXT_DEFAULT);
    types.put(table.columns().sipReason(), "varchar(128)" + TEXT_DEFAULT);
    types.put(table.columns().time(), secondsType() + " not null");
    if (!table.missed()) {
      types.put("duration", integerType() + NUMBER_DEFAULT);
      types.put("ms_duration", "bigint" + NUMBER_DEFAULT);
    }
    types.put("setuptime", integerType() + NUMBER_DEFAULT);
    types.put("created", secondsType() + " default null");
    Set<String> names = new LinkedHashSet<>();
    types.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    for (String extra : extraColumns(table)) {
      if (names.add(extra.toLowerCase(Locale.ROOT))) {
        types.put(extra, extraType(extra));
      }
    }
    types.put(RecordIdColumn.NAME, recordId.inNewTable());
    types.put("call_uid", "char(26)" + RecordIdColumn.binary(dialect) + " null");
    return types;
  }

  /**
   * The statement that adds one of the columns to a table that another program made, and may still
   * write to.
   */
  String add(AccountingTable table, String column) {
    String type =
        column.equals(RecordIdColumn.NAME)
            ? recordId.type() + " null"
            : columnTypes(table).entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    return "ALTER TABLE "
        + identifiers.quoted(table.name())
        + " ADD COLUMN "
        + identifiers.quoted(column)
        + " "
        + type;
  }

  private static Set<String> extraColumns(AccountingTable table) {
    Set<String> extras = new LinkedHashSet<>(PersistenceSettings.DEFAULT_EXTRA_COLUMNS);
    extras.addAll(table.extraColumns());
    return extras;
  }

  private String extraType(String column) {
    boolean narrow = PersistenceSettings.DEFAULT_EXTRA_COLUMNS.contains(column);
    // Another program's table may have an older character set.
    return (narrow ? "varchar(64)" : "varchar(255)")
        + (dialect == DatabaseDialect.MARIADB ? " character set utf8mb4 null" : " null");
  }

  /** The columns of each index but the record id's, by the index's name. */
  Map<String, List<String>> indexes(AccountingTable table) {
    String callIdIndex =
        dialect == DatabaseDialect.MARIADB ? "callid_idx" : table.name() + "_callid_idx";
    Map<String, List<String>> indexes = new LinkedHashMap<>();
    indexes.put(callIdIndex, List.of(table.columns().callId()));
    indexes.put(table.name() + "_time_idx", List.of(table.columns().time(), RecordIdColumn.NAME));
    return indexes;
  }

  private String idType() {
    return switch (dialect) {
      case H2 -> "bigint generated by default as identity";
      case POSTGRESQL -> "bigserial";
      case MARIADB -> "bigint unsigned not null auto_increment";
    };
  }

  private String integerType() {
    return dialect == DatabaseDialect.MARIADB ? "int unsigned" : "integer";
  }

  private String secondsType() {
    return switch (dialect) {
      case H2 -> "timestamp(0)";
      case POSTGRESQL -> "timestamp without time zone";
      case MARIADB -> "datetime";
    };
  }
}
