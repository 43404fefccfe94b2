package org.sipacc.restcomm.ua;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A user agent on UDP. */
public final class UdpPeer extends Peer {

  private final DatagramSocket socket;
  private final InetSocketAddress server;

  /** On a port of its own. */
  public UdpPeer(String host, InetSocketAddress server) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(host, 0));
    this.server = server;
  }

  @Override
  public String transport() {
    return "udp";
  }

  @Override
  public String host() {
    return socket.getLocalAddress().getHostAddress();
  }

  @Override
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  @Override
  protected Optional<SipMessage> next(Duration patience) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    return Optional.of(SipMessage.parse(text));
  }

  @Override
  public void close() {
    socket.close();
  }
}
