package org.sipacc.persistence.sink;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.sipacc.persistence.schema.Identifiers;
import org.sipacc.persistence.schema.TableColumns;
import org.sipacc.persistence.schema.TableColumns.Column;
import org.sipacc.persistence.unit.CoreColumnNames;

/**
 * The statement for one layout of rows: columns and values by the entity's EclipseLink descriptor,
 * under the names that the records carry.
 */
final class InsertPlan {
  private static final Set<String> FIGURES =
      Set.of("setupSeconds", "created", "durationSeconds", "durationMillis");

  private final String sql;
  private final List<AbstractDirectMapping> mappings;
  private final List<Column> columns;
  private final int[] extraIndexes;
  private final AbstractSession session;

  private InsertPlan(
      String sql,
      List<AbstractDirectMapping> mappings,
      List<Column> columns,
      int[] extraIndexes,
      AbstractSession session) {
    this.sql = sql;
    this.mappings = mappings;
    this.columns = columns;
    this.extraIndexes = extraIndexes;
    this.session = session;
  }

  /**
   * @param table what the database says about the table
   * @throws SQLException if the table lacks a column that the layout names
   */
  static InsertPlan of(
      RowLayout layout,
      Class<?> entity,
      AbstractSession session,
      TableColumns table,
      Identifiers identifiers)
      throws SQLException {
    List<AbstractDirectMapping> mappings = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    ClassDescriptor descriptor = session.getDescriptor(entity);
    for (DatabaseMapping mapping : descriptor.getMappings()) {
      if (mapping instanceof AbstractDirectMapping direct && isWritten(layout, direct)) {
        String name =
            layout.shape().isAccounting()
                ? CoreColumnNames.of(layout.columns(), direct.getAttributeName())
                    .orElse(direct.getField().getName())
                : direct.getField().getName();
        mappings.add(direct);
        columns.add(column(layout, table, name));
        taken.add(name.toLowerCase(Locale.ROOT));
      }
    }
    List<Integer> extras = new ArrayList<>();
    for (int i = 0; i < layout.extraColumns().size(); i++) {
      String name = layout.extraColumns().get(i);
      if (taken.add(name.toLowerCase(Locale.ROOT))) {
        extras.add(i);
        columns.add(column(layout, table, name));
      }
    }
    return new InsertPlan(
        insert(layout.table(), columns, identifiers),
        List.copyOf(mappings),
        List.copyOf(columns),
        extras.stream().mapToInt(Integer::intValue).toArray(),
        session);
  }

  private static boolean isWritten(RowLayout layout, AbstractDirectMapping mapping) {
    return !mapping.isReadOnly()
        && !mapping.getAttributeAccessor().isVirtualAttributeAccessor()
        && (layout.shape().hasFigures() || !FIGURES.contains(mapping.getAttributeName()));
  }

  private static Column column(RowLayout layout, TableColumns table, String name)
      throws SQLException {
    return table
        .column(name)
        .orElseThrow(
            () ->
                new SQLException(
                    "table " + layout.table() + " lacks the column " + name + ": add it", "42S22"));
  }

  private static String insert(String table, List<Column> columns, Identifiers identifiers) {
    StringBuilder names = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    for (Column column : columns) {
      String separator = names.isEmpty() ? "" : ", ";
      names.append(separator).append(identifiers.quote()).append(column.name());
      names.append(identifiers.quote());
      marks.append(separator).append('?');
    }
    return "insert into " + identifiers.quoted(table) + " (" + names + ") values (" + marks + ")";
  }

  String sql() {
    return sql;
  }

  /**
   * Binds a row's values.
   *
   * @return what had to be changed to fit the columns
   */
  List<String> bind(PreparedStatement statement, Row row) throws SQLException {
    List<String> changes = List.of();
    int index = 0;
    for (AbstractDirectMapping mapping : mappings) {
      Object attribute = mapping.getAttributeValueFromObject(row.entity());
      Converter converter = mapping.getConverter();
      // Strings and numbers of the entities, and what converters make, are what the columns hold.
      Object value =
          converter == null
              ? attribute
              : converter.convertObjectValueToDataValue(attribute, session);
      changes = bind(statement, index++, value, changes);
    }
    for (int extra : extraIndexes) {
      changes = bind(statement, index++, row.extras().get(extra).value(), changes);
    }
    return changes;
  }

  private List<String> bind(
      PreparedStatement statement, int index, Object value, List<String> changes)
      throws SQLException {
    var change = ColumnValues.bind(statement, index + 1, columns.get(index), value);
    if (change.isEmpty()) {
      return changes;
    }
    List<String> more = new ArrayList<>(changes);
    more.add(change.get());
    return more;
  }
}
