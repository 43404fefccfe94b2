package org.sipacc.backends.event;

/** What holds for datagrams of every kind. */
final class Datagrams {
  /** Longest event in bytes: OpenSIPS's bound, which an IPv4 packet can carry. */
  static final int MAX_BYTES = 65_457;

  private Datagrams() {}

  /** Whether an event can be a datagram. One that is cut would be no JSON, so it is refused. */
  static boolean fits(Event event, byte[] datagram, Receipts receipts) {
    if (datagram.length <= MAX_BYTES) {
      return true;
    }
    receipts.refused(
        event, "too-long", "it has " + datagram.length + " bytes, a datagram at most " + MAX_BYTES);
    return false;
  }
}
