package org.sipacc.restcomm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a taken port before anything else is started. */
final class FreePorts {

  private FreePorts() {}

  /** Throws if the address cannot be bound; the message names it. */
  static void check(ListenAddress address) throws IOException {
    check(address.transport(), address.host(), address.port());
  }

  /** The same for the HTTP connector of server.xml. */
  static void checkHttp() throws IOException {
    String port = System.getProperty("sipacc.http.port", "");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("sipacc.http.port: '" + port + "' is no port");
    }
    check("http", System.getProperty("sipacc.http.host", "127.0.0.1"), Integer.parseInt(port));
  }

  private static void check(String transport, String host, int port) throws IOException {
    try {
      if (transport.equals("udp")) {
        new DatagramSocket(new InetSocketAddress(host, port)).close();
      } else {
        try (ServerSocket socket = new ServerSocket()) {
          socket.setReuseAddress(true);
          socket.bind(new InetSocketAddress(host, port));
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "port "
              + port
              + " cannot be listened on ("
              + transport
              + ":"
              + host
              + ":"
              + port
              + "): "
              + e.getMessage()
              + "; stop what uses it or choose another",
          e);
    }
  }
}
