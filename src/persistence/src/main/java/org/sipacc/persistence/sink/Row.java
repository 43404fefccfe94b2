package org.sipacc.persistence.sink;

import java.util.List;
import org.sipacc.accounting.Field;

/**
 * A row to be stored.
 *
 * @param id names it in messages
 * @param entity holds the values of the mapped columns
 * @param extras one for each of the layout's extra columns
 */
record Row(String id, RowLayout layout, Object entity, List<Field> extras) {}
