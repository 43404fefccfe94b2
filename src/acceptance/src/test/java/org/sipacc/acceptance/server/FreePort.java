package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Loopback ports that nobody listens on and that this run has not given away yet. */
public final class FreePort {
  private static final int TRIES = 200;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port free for TCP and UDP. */
  public static int next() {
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        if (GIVEN.add(udp.getLocalPort())) {
          return udp.getLocalPort();
        }
      } catch (IOException e) {
        if (i == TRIES - 1) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("No port is free for both TCP and UDP");
  }
}
