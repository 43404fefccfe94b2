package org.sipacc.acceptance.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages framed by Content-Length over connections that stay open, ours or the peers'. */
final class TcpTransport implements Transport {
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile(
          "^(?:Content-Length|l)\\s*:\\s*(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final int END_OF_HEAD = 0x0d0a0d0a;

  private final ServerSocket listener;
  private final BiConsumer<byte[], InetSocketAddress> receiver;
  private final Map<InetSocketAddress, Socket> connections = new ConcurrentHashMap<>();

  TcpTransport(BiConsumer<byte[], InetSocketAddress> receiver) {
    this.receiver = receiver;
    try {
      listener = new ServerSocket();
      listener.bind(Transport.anyLoopbackPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Transport.startReader("phone-tcp-" + port(), this::accept);
  }

  @Override
  public String name() {
    return "TCP";
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void send(byte[] packet, InetSocketAddress peer) {
    Socket connection = connections.computeIfAbsent(peer, this::connect);
    try {
      synchronized (connection) {
        connection.getOutputStream().write(packet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean connected(InetSocketAddress peer) {
    return connections.containsKey(peer);
  }

  @Override
  public InetSocketAddress wayBack(InetSocketAddress from, InetSocketAddress sentBy) {
    return connected(from) ? from : sentBy;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections.values()) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect(InetSocketAddress peer) {
    try {
      Socket connection = new Socket(peer.getAddress(), peer.getPort());
      Transport.startReader("phone-tcp-" + port() + "-to-" + peer, () -> read(connection, peer));
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket connection = listener.accept();
        InetSocketAddress peer = (InetSocketAddress) connection.getRemoteSocketAddress();
        connections.put(peer, connection);
        Transport.startReader("phone-tcp-" + port() + "-of-" + peer, () -> read(connection, peer));
      } catch (IOException e) {
        return; // Closed while waiting.
      }
    }
  }

  private void read(Socket connection, InetSocketAddress peer) {
    try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
      while (!connection.isClosed()) {
        receiver.accept(message(in), peer);
      }
    } catch (IOException e) {
      connections.remove(peer, connection);
    }
  }

  private static byte[] message(InputStream in) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    int lastFour = 0;
    while (lastFour != END_OF_HEAD) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("The peer closed the connection");
      }
      boolean keepAlive = packet.size() == 0 && (octet == '\r' || octet == '\n');
      if (!keepAlive) {
        packet.write(octet);
        lastFour = lastFour << 8 | octet;
      }
    }
    Matcher length = CONTENT_LENGTH.matcher(packet.toString(ISO_8859_1));
    packet.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
    return packet.toByteArray();
  }
}
