package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens on a TCP port and keeps what all connections sent, without a gap between them. */
final class TcpReceiver implements Receiver {
  private static final long SOON_MILLIS = 20_000;

  private final int port;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Thread> readers = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Thread acceptor;

  TcpReceiver() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @Override
  public String socket() {
    return "tcp:127.0.0.1:" + port;
  }

  @Override
  public void open() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server = opened;
    acceptor = start(() -> accept(opened));
  }

  private void accept(ServerSocket opened) {
    try {
      while (true) {
        Socket connection = opened.accept();
        connections.add(connection);
        readers.add(start(() -> read(connection)));
      }
    } catch (IOException e) {
      // it was shut
    }
  }

  private void read(Socket connection) {
    byte[] buffer = new byte[8192];
    try (InputStream in = connection.getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (bytes) {
          bytes.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // it was shut, or the other end is gone
    }
  }

  private Thread start(Runnable task) {
    Thread thread = new Thread(task, "tcp-receiver");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public List<String> received() {
    synchronized (bytes) {
      String text = bytes.toString(UTF_8);
      return text.isEmpty() ? List.of() : List.of(text.split("(?<=}})"));
    }
  }

  /** For the peer a connection is closed only when its reader has let go of it. */
  @Override
  public void shut() throws IOException {
    server.close();
    join(acceptor);
    for (Socket connection : connections) {
      connection.close();
    }
    readers.forEach(TcpReceiver::join);
    connections.clear();
    readers.clear();
  }

  private static void join(Thread thread) {
    try {
      thread.join(SOON_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
