package org.sipacc.acceptance.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** Carries whole SIP messages between a phone's port on the loopback interface and its peers. */
interface Transport extends AutoCloseable {
  /** As in a Via header field: UDP or TCP. */
  String name();

  int port();

  void send(byte[] packet, InetSocketAddress peer);

  /** Whether a connection that is open carries what is sent there, so that nothing is repeated. */
  boolean connected(InetSocketAddress peer);

  /**
   * Where a response goes: where its request came from, or to the sender's own port once the
   * connection it came over is lost (RFC 3261, section 18.2.2).
   */
  InetSocketAddress wayBack(InetSocketAddress from, InetSocketAddress sentBy);

  @Override
  void close();

  /** Opens a transport on a free port; received messages go to the receiver, on other threads. */
  @FunctionalInterface
  interface Opener {
    Transport open(BiConsumer<byte[], InetSocketAddress> receiver);
  }

  /** Starts a thread that ends with the virtual machine. */
  static void startReader(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  static InetSocketAddress anyLoopbackPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
