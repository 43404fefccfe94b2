package org.sipacc.persistence.sink;

import java.util.List;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.Field;

/**
 * What rows must share to be stored by one statement.
 *
 * @param table the table the record was resolved to
 * @param columns the names of the core columns in that table
 * @param shape which entity the row is, and whether it has the figures of a context
 * @param extraColumns the columns of extra and leg fields
 */
record RowLayout(String table, CoreColumns columns, Shape shape, List<String> extraColumns) {
  /** Which attributes of which entity a row has. */
  enum Shape {
    /** With the figures that an accounting context gives. */
    ACC,
    /** A manual record without context: the seven core columns. */
    ACC_CORE,
    MISSED,
    MISSED_CORE,
    CALL,
    ATTEMPT,
    FOREIGN_BYE;

    boolean isAccounting() {
      return this != CALL && this != ATTEMPT && this != FOREIGN_BYE;
    }

    /** Whether stored rows are counted. */
    boolean isCounted() {
      return this != ATTEMPT && this != FOREIGN_BYE;
    }

    boolean hasFigures() {
      return this != ACC_CORE && this != MISSED_CORE;
    }
  }

  /** Whether a record with these fields has this layout. */
  boolean fits(String otherTable, CoreColumns otherColumns, Shape otherShape, List<Field> fields) {
    if (shape != otherShape
        || fields.size() != extraColumns.size()
        || !table.equals(otherTable)
        || !columns.equals(otherColumns)) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).name().equals(extraColumns.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The layout of an entity that no record renames. */
  static RowLayout fixed(String table, Shape shape) {
    return new RowLayout(table, CoreColumns.DEFAULT, shape, List.of());
  }
}
