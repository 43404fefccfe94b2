package org.sipacc.accounting.search;

/** What a number is compared with. */
public record NumberMatch(How how, long number) {
  /** How it is compared. */
  public enum How {
    EQUAL("="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    How(String sign) {
      this.sign = sign;
    }

    /** As arithmetic writes it. */
    public String sign() {
      return sign;
    }
  }
}
