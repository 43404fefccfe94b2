package org.sipacc.acceptance.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** One datagram, one message. */
final class UdpTransport implements Transport {
  private static final int LONGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final DatagramSocket socket;
  private final BiConsumer<byte[], InetSocketAddress> receiver;

  UdpTransport(BiConsumer<byte[], InetSocketAddress> receiver) {
    this.receiver = receiver;
    try {
      socket = new DatagramSocket(Transport.anyLoopbackPort());
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Transport.startReader("phone-udp-" + port(), this::read);
  }

  @Override
  public String name() {
    return "UDP";
  }

  @Override
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void send(byte[] packet, InetSocketAddress peer) {
    try {
      socket.send(new DatagramPacket(packet, packet.length, peer));
    } catch (IOException e) {
      // The reader may have something to answer while the script closes its phones.
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public boolean connected(InetSocketAddress peer) {
    return false;
  }

  @Override
  public InetSocketAddress wayBack(InetSocketAddress from, InetSocketAddress sentBy) {
    return from;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void read() {
    byte[] buffer = new byte[LONGEST_DATAGRAM];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        // Closed while waiting, or a peer's port that is closed: neither has a message for us.
        continue;
      }
      receiver.accept(
          Arrays.copyOf(packet.getData(), packet.getLength()),
          (InetSocketAddress) packet.getSocketAddress());
    }
  }
}
