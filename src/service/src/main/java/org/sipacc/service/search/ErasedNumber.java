package org.sipacc.service.search;

/**
 * Where a person's number was taken out.
 *
 * @param calls how many call summaries had it
 * @param records how many rows of the accounting tables
 */
public record ErasedNumber(long calls, long records) {}
