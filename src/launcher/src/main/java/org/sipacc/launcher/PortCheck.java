package org.sipacc.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Tries the ports before anything is started, so that a taken one is told at once and by name. The
 * server binds them itself later, and fails if somebody was faster.
 */
final class PortCheck {

  private PortCheck() {}

  /**
   * Tries all ports of a plan.
   *
   * @throws StartFailedException when one cannot be listened on; the message names it
   */
  static void check(StartPlan plan) {
    for (SipAddress address : plan.sip()) {
      check(
          address.transport(),
          new InetSocketAddress(address.address(), address.port()),
          "SIP (--sip-host, --sip-port, or core.listen in sipacc.yaml)");
    }
    check(
        "tcp",
        new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.httpPort()),
        "the console (--http-port)");
  }

  private static void check(String transport, InetSocketAddress address, String purpose) {
    try {
      if (transport.equals("udp")) {
        bindUdp(address);
      } else {
        bindTcp(address);
      }
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot listen on "
              + transport
              + ":"
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + " for "
              + purpose
              + ": "
              + e.getMessage()
              + "; choose another, or stop what uses it",
          e);
    }
  }

  private static void bindUdp(InetSocketAddress address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(address);
    }
  }

  private static void bindTcp(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As Tomcat and the SIP stack do it: closing connections of an earlier process do not count.
      socket.setReuseAddress(true);
      socket.bind(address);
    }
  }
}
