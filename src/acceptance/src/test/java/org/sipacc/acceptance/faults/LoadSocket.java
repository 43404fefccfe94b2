package org.sipacc.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.sipacc.acceptance.phone.SipMessage;

/** One side of all calls of a load: a UDP port and the server it speaks to. */
final class LoadSocket implements AutoCloseable {
  private static final int LONGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private final InetSocketAddress server;

  LoadSocket(String name, InetSocketAddress server, Consumer<SipMessage> receiver) {
    this.server = server;
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread reader = new Thread(() -> read(receiver), "load-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** As in {@code 127.0.0.1:5090}. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Sends to the server; while nobody listens there, it is lost, as on any network. */
  void send(String message) {
    byte[] packet = message.getBytes(UTF_8);
    try {
      socket.send(new DatagramPacket(packet, packet.length, server));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(Consumer<SipMessage> receiver) {
    byte[] buffer = new byte[LONGEST_DATAGRAM];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        // Closed while waiting, or the server's port is closed just now.
        continue;
      }
      receiver.accept(SipMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength())));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
