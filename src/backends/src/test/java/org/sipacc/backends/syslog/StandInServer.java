package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The receiving end of syslog, which keeps what it reads. */
abstract class StandInServer {
  private static final Duration QUIET = Duration.ofMillis(100);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<String> packets = new CopyOnWriteArrayList<>();

  abstract void start() throws IOException;

  abstract void close() throws IOException;

  /** Stops it. A socket is closed for its peer only when the threads have let go of it. */
  void stop() throws Exception {
    close();
    for (Thread thread : threads) {
      thread.join(5_000);
    }
    threads.clear();
  }

  void keep(byte[] bytes, int length) {
    packets.add(new String(bytes, 0, length, UTF_8));
  }

  /** All packets, once nothing more comes. */
  List<String> packets() {
    int[] seen = {-1};
    await()
        .pollInterval(QUIET)
        .until(
            () -> {
              int before = seen[0];
              seen[0] = packets.size();
              return before == seen[0];
            });
    return List.copyOf(packets);
  }

  void run(String name, IoRunnable body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException e) {
                // the server was stopped
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** What a thread of the server does until the server is stopped. */
  interface IoRunnable {
    void run() throws IOException;
  }

  /** A datagram socket that something makes anew at each start. */
  static final class Datagrams extends StandInServer {
    /** Bytes, so that nothing is dropped while the reader waits for a processor. */
    private static final int LARGE_QUEUE = 4 << 20;

    private final Opener opener;
    private final Path path;
    private DatagramSocket socket;

    /** Makes the socket. */
    interface Opener {
      DatagramSocket open() throws IOException;
    }

    private Datagrams(Opener opener, Path path) {
      this.opener = opener;
      this.path = path;
    }

    static Datagrams udp(int port) {
      return new Datagrams(
          () -> {
            DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(LARGE_QUEUE);
            return socket;
          },
          Path.of("none"));
    }

    static Datagrams unix(Path path) {
      return new Datagrams(
          () -> {
            AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
            socket.bind(AFUNIXSocketAddress.of(path));
            return socket;
          },
          path);
    }

    @Override
    void start() throws IOException {
      socket = opener.open();
      DatagramSocket open = socket;
      run("datagrams", () -> read(open));
    }

    private void read(DatagramSocket open) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
      while (true) {
        packet.setLength(70_000);
        open.receive(packet);
        if (packet.getLength() > 0) {
          keep(packet.getData(), packet.getLength());
        }
      }
    }

    @Override
    void close() throws IOException {
      socket.close();
      Files.deleteIfExists(path);
    }
  }

  /** A stream of packets with their length in front. */
  static final class Stream extends StandInServer {
    private final ServerSocketFactory factory;
    private final int port;
    private final List<Socket> connections = new ArrayList<>();
    private ServerSocket server;

    Stream(ServerSocketFactory factory, int port) {
      this.factory = factory;
      this.port = port;
    }

    @Override
    void start() throws IOException {
      server = factory.createServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      ServerSocket open = server;
      run("accept", () -> accept(open));
    }

    private void accept(ServerSocket open) throws IOException {
      while (true) {
        Socket connection = open.accept();
        synchronized (connections) {
          connections.add(connection);
          if (open.isClosed()) { // stopped meanwhile
            connection.close();
          }
        }
        run("frames", () -> read(new BufferedInputStream(connection.getInputStream())));
      }
    }

    private void read(InputStream in) throws IOException {
      int length = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == ' ') {
          byte[] frame = in.readNBytes(length);
          keep(frame, frame.length);
          length = 0;
        } else {
          length = length * 10 + c - '0';
        }
      }
    }

    @Override
    void close() throws IOException {
      server.close();
      synchronized (connections) {
        for (Socket connection : connections) {
          connection.close();
        }
        connections.clear();
      }
    }
  }
}
