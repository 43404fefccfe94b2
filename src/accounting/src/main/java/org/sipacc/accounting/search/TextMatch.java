package org.sipacc.accounting.search;

/** What a text is compared with, upper and lower case told apart. */
public record TextMatch(How how, String text) {
  /** How it is compared. */
  public enum How {
    EQUALS,
    STARTS,
    CONTAINS
  }
}
