package org.sipacc.backends.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.aaa4j.radius.core.attribute.RawAttribute;
import org.sipacc.backends.radius.RadiusConfiguration.Server;

/**
 * One server and the UDP socket to it. The socket is connected, so that it hears of a closed port
 * and of nobody else.
 *
 * <p>Used by one thread at a time.
 */
final class RadiusServer implements AutoCloseable {
  private static final int MAX_DATAGRAM = 4096;
  private static final int NAS_IP_ADDRESS = 4;
  private static final int NAS_IPV6_ADDRESS = 95;

  /** Answers of a whole window must find room. */
  private static final int RECEIVE_BUFFER = 1 << 18;

  private final Server server;
  private final DatagramSocket socket;
  private final PacketCoding coding;
  private final byte[] buffer = new byte[MAX_DATAGRAM];
  private int lastIdentifier = -1;

  private RadiusServer(Server server, DatagramSocket socket) {
    this.server = server;
    this.socket = socket;
    this.coding = new PacketCoding(server.secret(), address(socket.getLocalAddress()));
  }

  /**
   * Opens a socket. Nothing is sent by it.
   *
   * @param bindAddress the local address; empty for the one that leads to the server
   * @throws IOException if the server's name is not known, or the local address is not this host's
   */
  static RadiusServer open(Server server, Optional<String> bindAddress) throws IOException {
    InetSocketAddress remote = new InetSocketAddress(server.host(), server.port());
    if (remote.isUnresolved()) {
      throw new UnknownHostException("there is no host " + server.host());
    }
    DatagramSocket socket =
        bindAddress.isPresent()
            ? new DatagramSocket(new InetSocketAddress(bindAddress.get(), 0))
            : new DatagramSocket();
    try {
      socket.connect(remote);
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      return new RadiusServer(server, socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static RawAttribute address(InetAddress address) {
    int type = address instanceof Inet4Address ? NAS_IP_ADDRESS : NAS_IPV6_ADDRESS;
    return new RawAttribute(type, address.getAddress());
  }

  String name() {
    return server.name();
  }

  /** Encodes a request under the next identifier. */
  PacketCoding.Encoded encode(AccountingRequest request) {
    lastIdentifier = (lastIdentifier + 1) & 0xFF;
    return coding.encode(request, lastIdentifier);
  }

  boolean isAnswer(byte[] datagram, PacketCoding.Encoded request) {
    return coding.isAnswer(datagram, request);
  }

  void send(PacketCoding.Encoded request) throws IOException {
    try {
      socket.send(request.datagram());
    } catch (PortUnreachableException e) {
      throw refused(e);
    }
  }

  /** The next datagram from the server; empty if none comes in time. */
  Optional<byte[]> receive(Duration longest) throws IOException {
    socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(packet);
      return Optional.of(Arrays.copyOf(buffer, packet.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (PortUnreachableException e) {
      throw refused(e);
    }
  }

  private static IOException refused(PortUnreachableException e) {
    return new IOException("nobody listens on the port", e);
  }

  @Override
  public void close() {
    socket.close();
  }
}
