package org.sipacc.accounting.dialog;

import java.util.List;

/**
 * What it takes to send a request into an answered call from this server (RFC 3261 section 12.2),
 * as either of its parties would.
 *
 * @param callId the Call-ID
 * @param caller the way to the caller
 * @param callee the way to the callee
 */
public record DialogPaths(String callId, Path caller, Path callee) {
  /** Those of a call that rings: nothing is known of a callee yet. */
  public static DialogPaths ringing(String callId, Path caller) {
    return new DialogPaths(callId, caller, new Path("", "", List.of(), 0, ""));
  }

  /** The same with another way to the caller. */
  public DialogPaths withCaller(Path newCaller) {
    return new DialogPaths(callId, newCaller, callee);
  }

  /** The same with another way to the callee. */
  public DialogPaths withCallee(Path newCallee) {
    return new DialogPaths(callId, caller, newCallee);
  }

  /** The same with higher CSeq numbers: {@code more} of them may have been used meanwhile. */
  public DialogPaths withCseqAbove(long more) {
    return new DialogPaths(callId, caller.withCseqAbove(more), callee.withCseqAbove(more));
  }

  /**
   * How one party is reached.
   *
   * @param address the party's From or To header value, with its tag
   * @param contact its Contact URI: the remote target
   * @param routes the Route header values that lead to it, without our own
   * @param cseq the highest CSeq number that the other party has used towards it
   * @param transport the transport it is reached by if its URIs name none, as {@code tcp}
   */
  public record Path(
      String address, String contact, List<String> routes, long cseq, String transport) {
    public Path {
      routes = List.copyOf(routes);
    }

    /** The same party after a target refresh (RFC 3261 section 12.2.1.2). */
    public Path withContact(String newContact) {
      return new Path(address, newContact, routes, cseq, transport);
    }

    Path withCseqAbove(long more) {
      return new Path(address, contact, routes, cseq + more, transport);
    }
  }
}
