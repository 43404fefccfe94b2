package org.sipacc.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.sipacc.persistence.PersistenceSettings;

/**
 * Takes over the accounting tables that a database has, with their rows: what they lack of what
 * records need is added, what they have stays. OpenSIPS can go on writing to them, while it happens
 * and afterwards. Nothing is done before {@link #carryOut}, and what is done once is not planned
 * again.
 */
public final class Adoption {
  private final List<Part> parts;
  private final List<String> absent;

  private Adoption(List<Part> parts, List<String> absent) {
    this.parts = List.copyOf(parts);
    this.absent = List.copyOf(absent);
  }

  /** What is to be done to one table, for the operator to read. */
  public record Plan(String table, long rows, List<String> statements) {}

  private record Part(String table, long rows, List<AdoptionStep> steps) {}

  /**
   * Looks at the tables that the settings name. Those that are not there are left to a start, which
   * makes them.
   *
   * @param connection each statement on which is a transaction of its own
   * @throws SchemaException if a table cannot be taken over; the message says why
   */
  public static Adoption of(Connection connection, PersistenceSettings settings)
      throws SQLException, SchemaException {
    Identifiers identifiers = Identifiers.of(connection);
    RecordIdColumn recordId = RecordIdColumn.of(settings.dialect(), connection.getMetaData());
    boolean versions =
        TableColumns.read(connection, identifiers, RecordedVersions.TABLE).isPresent();
    List<Part> parts = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (AccountingTable table : AccountingTable.of(settings)) {
      Optional<TableColumns> columns = TableColumns.read(connection, identifiers, table.name());
      if (columns.isEmpty()) {
        absent.add(table.name());
        continue;
      }
      ExistingTable there =
          ExistingTable.read(
              connection, settings.dialect(), identifiers, table.name(), columns.get());
      List<AdoptionStep> steps =
          new TableAdoption(table, there, identifiers, recordId)
              .steps(
                  connection,
                  versions ? RecordedVersions.of(connection, table) : OptionalInt.empty());
      if (!steps.isEmpty()) {
        parts.add(
            new Part(table.name(), rows(connection, identifiers.quoted(table.name())), steps));
      }
    }
    if (!versions && !parts.isEmpty()) {
      parts.add(
          0,
          new Part(RecordedVersions.TABLE, 0, List.of(AdoptionStep.of(RecordedVersions.create()))));
    }
    return new Adoption(parts, absent);
  }

  private static long rows(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        var counted = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  /** What is to be done, table by table, in this order; empty if nothing is. */
  public List<Plan> plans() {
    return parts.stream()
        .map(
            part ->
                new Plan(
                    part.table, part.rows, part.steps.stream().map(AdoptionStep::sql).toList()))
        .toList();
  }

  /** The tables that are configured and not there. */
  public List<String> absent() {
    return absent;
  }

  /**
   * Does it. If it is interrupted, the tables can be used, and a later adoption goes on with what
   * is left.
   *
   * @param connection each statement on which is a transaction of its own
   * @param progress hears what has been done
   */
  public void carryOut(Connection connection, Consumer<String> progress) throws SQLException {
    for (Part part : parts) {
      for (AdoptionStep step : part.steps) {
        step.run(connection, progress);
      }
      progress.accept(part.table + ": done");
    }
  }
}
