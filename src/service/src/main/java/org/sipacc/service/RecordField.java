package org.sipacc.service;

import java.util.Optional;

/**
 * A column of an accounting table, and what a record writes there.
 *
 * @param field what is written: a core field, a variable, or {@code $acc_extra(tag)}
 * @param type what the live table has there, as the database names it; empty if it lacks the column
 * @param size the characters that it takes; 0 if it is no text, or of any length
 */
public record RecordField(
    String table, String column, String field, Optional<String> type, int size) {}
