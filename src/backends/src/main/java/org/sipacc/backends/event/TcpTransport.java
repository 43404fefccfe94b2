package org.sipacc.backends.event;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code tcp:host:port[/method]}: JSON texts one after the other over a connection that is kept. An
 * event counts as sent when its bytes are with the kernel; before each batch it is looked whether
 * the other end is still there. What that sends is read and dropped.
 */
final class TcpTransport implements EventTransport {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int READ_BYTES = 4096;

  private final HostPort peer;
  private final Optional<String> method;
  private SocketChannel channel;
  private Selector selector;

  private TcpTransport(HostPort peer, Optional<String> method) {
    this.peer = peer;
    this.method = method;
  }

  static TcpTransport parse(String rest) throws WrongSocketException {
    int slash = rest.indexOf('/');
    String address = slash < 0 ? rest : rest.substring(0, slash);
    return new TcpTransport(
        HostPort.parse(address, 0, "tcp:127.0.0.1:8080/method"),
        slash < 0
            ? Optional.empty()
            : Optional.of(rest.substring(slash + 1)).filter(text -> !text.isEmpty()));
  }

  @Override
  public String shown() {
    return "tcp:" + peer + method.map(name -> "/" + name).orElse("");
  }

  @Override
  public void connect() throws IOException {
    if (channel != null && isClosedByPeer()) {
      close();
    }
    if (channel == null) {
      selector = Selector.open();
      channel = SocketChannel.open();
      try {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        if (!channel.connect(peer.resolve())) {
          await(System.nanoTime() + PATIENCE.toNanos());
          channel.finishConnect();
        }
        key.interestOps(SelectionKey.OP_WRITE);
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  private boolean isClosedByPeer() {
    ByteBuffer ignored = ByteBuffer.allocate(READ_BYTES);
    try {
      int read = channel.read(ignored);
      while (read > 0) {
        read = channel.read(ignored.clear());
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException {
    connect();
    try {
      for (int i = 0; i < events.size(); i++) {
        Event event = events.get(i);
        write(ByteBuffer.wrap(event.notification(method.orElse(event.name()))));
        receipts.sent(i + 1);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(deadline);
      }
    }
  }

  private void await(long deadlineNanos) throws IOException {
    long millis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
    selector.selectedKeys().clear();
    if (millis <= 0 || selector.select(millis) == 0) {
      if (!channel.isConnected()) {
        throw new ConnectException("no connection within " + PATIENCE.toSeconds() + " s");
      }
      throw new SocketTimeoutException("it took nothing for " + PATIENCE.toSeconds() + " s");
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      Closing.quietly(channel);
      Closing.quietly(selector);
      channel = null;
    }
  }
}
