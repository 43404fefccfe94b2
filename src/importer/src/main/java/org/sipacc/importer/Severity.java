package org.sipacc.importer;

/** How much a difference matters, the worst first. */
public enum Severity {
  /** Something that the script accounted is not. */
  LOSS("recorded less"),
  /** Something that the script did not account is. */
  MORE("recorded more"),
  /** Requests are treated otherwise, and accounted as before. */
  CHANGED("done otherwise"),
  /** Something without an effect on routing and records is missing. */
  LEFT_OUT("left out"),
  /** Nothing is different, but worth knowing. */
  NOTE("good to know");

  private final String title;

  Severity(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
