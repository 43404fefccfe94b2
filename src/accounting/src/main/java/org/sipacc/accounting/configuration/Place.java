package org.sipacc.accounting.configuration;

/**
 * Where a piece of configuration was written, as a person finds it again: {@code
 * /etc/sipacc/policy.yaml:3:5} (line and column count from 1), {@code SIPACC_ACC_DB_URL} or {@code
 * -Dsipacc.acc.db_url}.
 */
public record Place(String text) {
  /** A line and column of a file, both counted from 1. */
  public static Place inFile(String file, int line, int column) {
    return new Place(file + ":" + line + ":" + column);
  }

  @Override
  public String toString() {
    return text;
  }
}
