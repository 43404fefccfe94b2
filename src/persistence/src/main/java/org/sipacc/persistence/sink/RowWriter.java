package org.sipacc.persistence.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.sipacc.persistence.schema.Identifiers;
import org.sipacc.persistence.schema.TableColumns;

/**
 * Stores rows in batches, one batch a layout. The rows of a layout keep their order.
 *
 * <p>What tables look like is asked once; {@link #forget} makes it ask again.
 */
final class RowWriter {
  private static final int BATCH = 1000;

  private final Map<RowLayout, InsertPlan> plans = new HashMap<>();

  /**
   * Stores the rows in the connection's transaction.
   *
   * @return a warning for each row of which a value did not fit
   */
  List<String> write(Connection connection, AbstractSession session, List<Row> rows)
      throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (Map.Entry<RowLayout, List<Row>> group : byLayout(rows).entrySet()) {
      insert(connection, plan(connection, session, group), group.getValue(), warnings);
    }
    return warnings;
  }

  /**
   * Learns what the rows' tables look like.
   *
   * @throws SQLException if a table is not there or lacks a column
   */
  void prepare(Connection connection, AbstractSession session, List<Row> rows) throws SQLException {
    for (Map.Entry<RowLayout, List<Row>> group : byLayout(rows).entrySet()) {
      plan(connection, session, group);
    }
  }

  // Neighbours mostly share the instance; where they do not, the map finds the equal one.
  @SuppressWarnings("ReferenceEquality")
  private static Map<RowLayout, List<Row>> byLayout(List<Row> rows) {
    Map<RowLayout, List<Row>> groups = new LinkedHashMap<>();
    RowLayout layout = null;
    List<Row> group = List.of();
    for (Row row : rows) {
      if (row.layout() != layout) {
        layout = row.layout();
        group = groups.computeIfAbsent(layout, l -> new ArrayList<>());
      }
      group.add(row);
    }
    return groups;
  }

  /** Drops what is known about tables: after a failure it may be wrong. */
  void forget() {
    plans.clear();
  }

  private InsertPlan plan(
      Connection connection, AbstractSession session, Map.Entry<RowLayout, List<Row>> group)
      throws SQLException {
    RowLayout layout = group.getKey();
    InsertPlan known = plans.get(layout);
    if (known != null) {
      return known;
    }
    Identifiers identifiers = Identifiers.of(connection);
    TableColumns table =
        TableColumns.read(connection, identifiers, layout.table())
            .orElseThrow(() -> new SQLException("there is no table " + layout.table(), "42S02"));
    Class<?> entity = group.getValue().get(0).entity().getClass();
    InsertPlan plan = InsertPlan.of(layout, entity, session, table, identifiers);
    plans.put(layout, plan);
    return plan;
  }

  private static void insert(
      Connection connection, InsertPlan plan, List<Row> rows, List<String> warnings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(plan.sql())) {
      int waiting = 0;
      for (Row row : rows) {
        List<String> changes = plan.bind(statement, row);
        if (!changes.isEmpty()) {
          warnings.add("record " + row.id() + ": " + String.join(", ", changes));
        }
        statement.addBatch();
        if (++waiting == BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        statement.executeBatch();
      }
    }
  }
}
