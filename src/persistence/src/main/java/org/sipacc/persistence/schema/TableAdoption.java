package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * What a table that another program made, and may go on writing to, still needs, in the order in
 * which it is to be done. What it has stays as it is.
 *
 * <p>Nothing in it makes an insert fail that names the columns of OpenSIPS only: columns that are
 * added take NULL or have a default.
 */
final class TableAdoption {
  private final AccountingTable table;
  private final ExistingTable there;
  private final Identifiers identifiers;
  private final RecordIdColumn recordId;
  private final AccountingTableDdl ddl;
  private final String quotedTable;

  TableAdoption(
      AccountingTable table,
      ExistingTable there,
      Identifiers identifiers,
      RecordIdColumn recordId) {
    this.table = table;
    this.there = there;
    this.identifiers = identifiers;
    this.recordId = recordId;
    this.ddl = new AccountingTableDdl(recordId, identifiers);
    this.quotedTable = identifiers.quoted(table.name());
  }

  /** The columns that records need. */
  static Set<String> needed(AccountingTable table) {
    Set<String> needed = new LinkedHashSet<>(table.openSipsColumns());
    needed.addAll(table.extraColumns());
    needed.add(RecordIdColumn.NAME);
    needed.add("call_uid");
    return needed;
  }

  /** Those of them that the table lacks. */
  static List<String> missing(AccountingTable table, TableColumns there) {
    return needed(table).stream().filter(column -> !there.has(column)).toList();
  }

  /**
   * The steps that are left; none if the table is as it should be.
   *
   * @param version what table {@code version} says of the table
   * @throws SchemaException if it is no accounting table under the configured names, or of a
   *     version that is not known here
   */
  List<AdoptionStep> steps(Connection connection, OptionalInt version)
      throws SchemaException, SQLException {
    check(version);
    List<AdoptionStep> steps = new ArrayList<>();
    if (!there.engine().isEmpty() && !there.engine().equalsIgnoreCase("InnoDB")) {
      // Without transactions a batch that is repeated would be stored twice.
      steps.add(alter("ENGINE=InnoDB"));
    }
    missing(table, there.columns()).stream()
        .filter(column -> !column.equals(RecordIdColumn.NAME))
        .forEach(column -> steps.add(AdoptionStep.of(ddl.add(table, column))));
    addRecordId(steps, connection);
    addIndexes(steps);
    if (version.isEmpty() || version.getAsInt() != table.version()) {
      steps.add(AdoptionStep.of(RecordedVersions.statement(table, version)));
    }
    return steps;
  }

  private void check(OptionalInt version) throws SchemaException {
    List<String> core =
        missing(table, there.columns()).stream().filter(table.coreColumns()::contains).toList();
    if (!core.isEmpty()) {
      throw new SchemaException(
          "table "
              + table.name()
              + " lacks "
              + String.join(", ", core)
              + " and is no accounting table under these names: give the names it has with"
              + " acc_method_column and its like, or another table with db_table_acc");
    }
    if (version.isPresent() && version.getAsInt() > table.version()) {
      throw new SchemaException(
          "table "
              + table.name()
              + " has version "
              + version.getAsInt()
              + ", which is newer than "
              + table.version()
              + ", the one known here: it is left alone");
    }
    if (!recordId.databaseGivesIds()) {
      throw new SchemaException(
          "this database cannot give a new row an id of its own: MariaDB 10.2, MySQL 8.0.13 or"
              + " PostgreSQL 13 is needed");
    }
  }

  private void addRecordId(List<AdoptionStep> steps, Connection connection) throws SQLException {
    boolean isThere = there.recordId().isPresent();
    if (!isThere) {
      steps.add(AdoptionStep.of(ddl.add(table, RecordIdColumn.NAME)));
    } else if (there.recordId().get().width() < RecordIdColumn.WIDTH) {
      steps.add(alter(widened(there.recordId().get().nullable())));
    }
    if (!isThere || !there.recordId().get().hasDefault()) {
      // Before the rows that are there: none comes without an id while they get theirs.
      steps.add(alter("ALTER COLUMN " + column() + " SET DEFAULT (" + recordId.uuid() + ")"));
    }
    boolean mayLackIds = !isThere || there.recordId().get().nullable();
    if (mayLackIds && rowsLackIds(connection, isThere)) {
      steps.add(fill());
    }
    if (!there.hasUniqueRecordId()) {
      there.indexes().stream()
          .filter(index -> !index.valid())
          .forEach(
              index ->
                  steps.add(AdoptionStep.of("DROP INDEX " + identifiers.quoted(index.name()))));
      steps.add(index("UNIQUE INDEX", table.name() + "_record_idx", List.of(RecordIdColumn.NAME)));
    }
  }

  private String column() {
    return identifiers.quoted(RecordIdColumn.NAME);
  }

  private String widened(boolean nullable) {
    return switch (recordId.dialect()) {
      case H2 -> "ALTER COLUMN " + column() + " SET DATA TYPE " + recordId.type();
      case POSTGRESQL -> "ALTER COLUMN " + column() + " TYPE " + recordId.type();
      case MARIADB ->
          "MODIFY COLUMN "
              + column()
              + " "
              + recordId.type()
              + " default ("
              + recordId.uuid()
              + (nullable ? ") null" : ") not null");
    };
  }

  private boolean rowsLackIds(Connection connection, boolean hasColumn) throws SQLException {
    String where = hasColumn ? " WHERE " + column() + " IS NULL" : "";
    try (Statement statement = connection.createStatement();
        var found = statement.executeQuery("SELECT 1 FROM " + quotedTable + where + " LIMIT 1")) {
      return found.next();
    }
  }

  private AdoptionStep fill() {
    String sql =
        "UPDATE "
            + quotedTable
            + " SET "
            + column()
            + " = "
            + recordId.uuid()
            + " WHERE "
            + column()
            + " IS NULL";
    return there.columns().has("id")
        ? new IdFill(sql, table.name(), quotedTable, identifiers.quoted("id"))
        : AdoptionStep.of(sql);
  }

  private void addIndexes(List<AdoptionStep> steps) {
    ddl.indexes(table)
        .forEach(
            (name, columns) -> {
              if (!there.isIndexedBy(columns)) {
                steps.add(index("INDEX", name, columns));
              }
            });
  }

  private AdoptionStep index(String kind, String name, List<String> columns) {
    Stream<String> quoted = columns.stream().map(identifiers::quoted);
    return AdoptionStep.of(
        "CREATE "
            + kind
            + (recordId.dialect() == DatabaseDialect.POSTGRESQL ? " CONCURRENTLY " : " ")
            + identifiers.quoted(name)
            + " ON "
            + quotedTable
            + " ("
            + String.join(", ", quoted.toList())
            + ")");
  }

  private AdoptionStep alter(String change) {
    return AdoptionStep.of("ALTER TABLE " + quotedTable + " " + change);
  }
}
