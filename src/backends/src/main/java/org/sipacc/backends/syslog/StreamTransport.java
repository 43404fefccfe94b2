package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Packets over TCP or TLS, each with its length in front (RFC 6587, RFC 5425).
 *
 * <p>The protocol has no acknowledgement. A connection that the server has closed is seen before a
 * batch is written, and once more shortly after it; what a server had received but not read when it
 * died is not seen.
 */
final class StreamTransport implements SyslogTransport {
  private static final Logger LOG = System.getLogger(StreamTransport.class.getName());

  private static final Duration WRITE = Duration.ofSeconds(10);
  private static final Duration LOOK_BEFORE = Duration.ofMillis(1);
  private static final Duration LOOK_AFTER = Duration.ofMillis(20);

  private final StreamConnector connector;
  private final ScheduledExecutorService watch;
  private Optional<StreamConnector.Connection> connection = Optional.empty();

  StreamTransport(StreamConnector connector, ThreadFactory threads) {
    this.connector = connector;
    this.watch = new ScheduledThreadPoolExecutor(1, threads);
  }

  @Override
  public int maxPacket() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void open() throws IOException {
    if (connection.isEmpty()) {
      connection = Optional.of(connector.connect());
    }
  }

  @Override
  public void send(List<byte[]> packets) throws IOException {
    if (connection.isPresent() && !isOpen(connection.get().socket(), LOOK_BEFORE)) {
      disconnect();
    }
    open();
    StreamConnector.Connection open = connection.orElseThrow();
    write(open, framed(packets));
    if (!isOpen(open.socket(), LOOK_AFTER)) {
      throw new EOFException("the server closed the connection while lines were on their way");
    }
  }

  private static byte[] framed(List<byte[]> packets) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      frames.writeBytes((packet.length + " ").getBytes(US_ASCII));
      frames.writeBytes(packet);
    }
    return frames.toByteArray();
  }

  /** A server that does not read would hold the write up for ever: the socket is closed then. */
  private void write(StreamConnector.Connection open, byte[] bytes) throws IOException {
    Future<?> deadline = watch.schedule(open::abort, WRITE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      open.socket().getOutputStream().write(bytes);
      open.socket().getOutputStream().flush();
    } finally {
      deadline.cancel(false);
    }
  }

  /** Whether the server has not closed the connection; it never says anything. */
  private static boolean isOpen(Socket socket, Duration wait) throws IOException {
    socket.setSoTimeout((int) wait.toMillis());
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void disconnect() {
    connection.ifPresent(this::close);
    connection = Optional.empty();
  }

  /** Within TLS a goodbye is written first. */
  private void close(StreamConnector.Connection open) {
    Future<?> deadline = watch.schedule(open::abort, WRITE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      open.socket().close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the connection did not close cleanly", e);
    } finally {
      open.abort();
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    disconnect();
    watch.shutdownNow();
  }
}
