package org.sipacc.backends.datagram;

import java.io.IOException;

/** The destination's socket takes no datagram of this length, however often it is tried. */
public final class DatagramTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  DatagramTooLongException(int bytes, Throwable cause) {
    super("a datagram of " + bytes + " bytes is too long", cause);
  }
}
