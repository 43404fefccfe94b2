package org.sipacc.persistence.completeness;

import java.util.List;

/**
 * What was stored in a table of one node's records of an hour, and what is there now.
 *
 * @param table as it was named then, in lower case
 * @param stored how many rows were stored
 * @param there how many of them are there
 * @param complete whether just those are there that were stored
 * @param missing sequence numbers that are not there, as ranges
 * @param exact whether just these are missing; otherwise it is some of them
 */
public record HourOfTable(
    Group group,
    String table,
    long stored,
    long there,
    boolean complete,
    List<SequenceRange> missing,
    boolean exact) {
  public HourOfTable {
    missing = List.copyOf(missing);
  }
}
