package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** A UNIX datagram socket that is read. */
final class UnixReceiver implements Receiver {
  private final Path path;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private AFUNIXDatagramSocket socket;

  UnixReceiver(Path path) {
    this.path = path;
  }

  @Override
  public String socket() {
    return "unix:" + path;
  }

  @Override
  public void open() throws IOException {
    AFUNIXDatagramSocket opened = AFUNIXDatagramSocket.newInstance();
    opened.bind(AFUNIXSocketAddress.of(path.toFile()));
    socket = opened;
    Thread thread = new Thread(() -> read(opened), "unix-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(AFUNIXDatagramSocket opened) {
    DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
    try {
      while (!opened.isClosed()) {
        packet.setLength(70_000);
        opened.receive(packet);
        received.add(new String(packet.getData(), 0, packet.getLength(), UTF_8));
      }
    } catch (IOException e) {
      opened.close();
    }
  }

  @Override
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public void shut() throws IOException {
    socket.close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
