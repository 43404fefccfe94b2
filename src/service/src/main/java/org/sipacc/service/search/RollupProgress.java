package org.sipacc.service.search;

/**
 * How far the sums are that reports are made of.
 *
 * @param stored calls that were ever stored
 * @param rolledUp calls that are in the sums
 * @param complete whether none waits to be added
 */
public record RollupProgress(long stored, long rolledUp, boolean complete) {}
