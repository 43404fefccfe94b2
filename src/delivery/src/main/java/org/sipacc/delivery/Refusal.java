package org.sipacc.delivery;

import org.sipacc.accounting.TimeOrderedId;

/**
 * That a destination will not take an entry, however often it is tried.
 *
 * @param entry the entry's id
 * @param blame what is wrong, as far as the sink can tell
 * @param code tells reasons of one kind from those of another; without values of the entry
 * @param reason for a person to read
 */
public record Refusal(TimeOrderedId entry, Blame blame, String code, String reason) {
  /** What is wrong. */
  public enum Blame {
    /**
     * The record, it seems. If the destination refuses every other for the same reason too, it is
     * the destination after all.
     */
    RECORD,
    /** The table that the record names, which is not one that every call needs. */
    TABLE
  }
}
