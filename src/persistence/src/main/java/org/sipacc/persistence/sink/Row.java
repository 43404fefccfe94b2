package org.sipacc.persistence.sink;

import java.util.List;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.TimeOrderedId;

/**
 * A row to be stored.
 *
 * @param entry the id of the journal entry that it is of
 * @param part 0 for the entry's first row, and so on
 * @param entity holds the values of the mapped columns
 * @param extras one for each of the layout's extra columns
 */
record Row(TimeOrderedId entry, int part, RowLayout layout, Object entity, List<Field> extras) {
  /** What names it, in its table or in messages: an entry's first row has the entry's id. */
  static String id(TimeOrderedId entry, int part) {
    return part == 0 ? entry.toString() : entry + "." + (part + 1);
  }

  String id() {
    return id(entry, part);
  }
}
