package org.sipacc.persistence.retention;

import java.time.LocalDate;

/**
 * The rows of a table that a node's journal entries of a day brought.
 *
 * @param day of the entries' ids, in UTC
 * @param table its name in lower case
 * @param rows how many were ever stored
 */
public record StoredDay(LocalDate day, String table, int node, long rows) {}
