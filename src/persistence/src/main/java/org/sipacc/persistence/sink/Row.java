package org.sipacc.persistence.sink;

import java.util.List;

/**
 * A row to be stored.
 *
 * @param id names it in messages
 * @param entity holds the values of the mapped columns
 * @param extraValues one for each of the layout's extra columns
 */
record Row(String id, RowLayout layout, Object entity, List<String> extraValues) {}
