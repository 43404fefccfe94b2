package org.sipacc.restcomm.ua;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A user agent on one TCP connection to the server. */
public final class TcpPeer extends Peer {

  private final Socket socket;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** Connects. */
  public TcpPeer(InetSocketAddress server) throws IOException {
    socket = new Socket();
    socket.connect(server, 30_000);
  }

  /** Takes a connection that the server has made. */
  public TcpPeer(Socket accepted) {
    socket = accepted;
  }

  @Override
  public String transport() {
    return "tcp";
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
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected Optional<SipMessage> next(Duration patience) throws IOException {
    socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
    try {
      while (true) {
        Optional<SipMessage> whole = takeWhole();
        if (whole.isPresent()) {
          return whole;
        }
        int b = socket.getInputStream().read();
        if (b < 0) {
          throw new IOException("the server closed the connection");
        }
        pending.write(b);
      }
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private Optional<SipMessage> takeWhole() {
    String text = pending.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    SipMessage message = SipMessage.parse(text);
    int length = Integer.parseInt(message.header("Content-Length"));
    if (text.length() < end + 4 + length) {
      return Optional.empty();
    }
    pending.reset();
    return Optional.of(message);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
