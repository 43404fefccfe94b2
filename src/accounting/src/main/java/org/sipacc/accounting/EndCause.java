package org.sipacc.accounting;

import org.sipacc.accounting.CallSummary.EndedBy;

/**
 * Why an answered call ended: the end reasons of OpenSIPS's dialog module, with what shows them.
 */
public enum EndCause {
  DOWNSTREAM_BYE("Downstream BYE", EndedBy.CALLER, "bye"),
  UPSTREAM_BYE("Upstream BYE", EndedBy.CALLEE, "bye"),
  LIFETIME_TIMEOUT("Lifetime Timeout", EndedBy.PROXY, "lifetime"),
  /** A command ended it: {@code dlg_end_dlg}. */
  MI_TERMINATION("MI Termination", EndedBy.PROXY, "command"),
  /** The CANCEL lost the race against the answer; {@code end-on-race-condition}. */
  CANCELLED("Cancelled", EndedBy.CALLER, "lifetime"),
  /** Nobody saw it end: it ends with the last moment it was known to be up. */
  UNSEEN("", EndedBy.UNKNOWN, "last seen");

  private final String text;
  private final EndedBy endedBy;
  private final String evidence;

  EndCause(String text, EndedBy endedBy, String evidence) {
    this.text = text;
    this.endedBy = endedBy;
    this.evidence = evidence;
  }

  /** The words of {@code $DLG_end_reason}. */
  public String text() {
    return text;
  }

  public EndedBy endedBy() {
    return endedBy;
  }

  /** What the instant of the end rests on. */
  public String evidence() {
    return evidence;
  }
}
