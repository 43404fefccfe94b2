package org.sipacc.importer;

/**
 * Something that whoever imports a script should know.
 *
 * @param line of the script, from 1; 0 if it is about the whole
 */
public record Finding(Severity severity, int line, String text) {

  /** For people. */
  @Override
  public String toString() {
    return line == 0 ? text : "line " + line + ": " + text;
  }
}
