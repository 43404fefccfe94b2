package org.sipacc.backends.syslog;

import java.io.IOException;
import java.util.List;

/** Carries packets to the syslog server. Used by one thread at a time. */
interface SyslogTransport extends AutoCloseable {
  /** The longest packet, bytes. */
  int maxPacket();

  /**
   * Makes sure of a connection, as far as there is such a thing.
   *
   * @throws IOException if the server cannot be reached
   */
  void open() throws IOException;

  /**
   * Sends all packets in their order.
   *
   * @throws IOException if it is not sure, as far as the protocol can tell, that the server has all
   */
  void send(List<byte[]> packets) throws IOException;

  /** Gives a connection up; the next use makes a new one. */
  void disconnect();

  /** Ends its use. */
  @Override
  void close();
}
