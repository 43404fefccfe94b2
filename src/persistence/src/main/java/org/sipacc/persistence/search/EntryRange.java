package org.sipacc.persistence.search;

/**
 * Journal entries of a node.
 *
 * @param after an entry's id that comes before the first
 * @param before an id that comes after the last
 */
public record EntryRange(int node, String after, String before) {}
