package org.sipacc.accounting.search;

/** SIP status codes, both ends included: one code, or a class of a hundred. */
public record Codes(int lowest, int highest) {
  public static Codes of(int code) {
    return new Codes(code, code);
  }

  /**
   * @param hundreds 1 to 6
   */
  public static Codes ofClass(int hundreds) {
    return new Codes(hundreds * 100, hundreds * 100 + 99);
  }
}
