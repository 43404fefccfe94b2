package org.sipacc.service.completeness;

/**
 * Entries for the database that were taken and are not in the journal.
 *
 * @param waiting how many wait in memory until the journal can take them
 * @param lost how many were lost since the start: no memory was left for them, or they were too
 *     long
 */
public record Unjournalled(long waiting, long lost) {}
