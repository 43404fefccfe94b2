package org.sipacc.acceptance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives events over UDP, as the application server behind an OpenSIPS does. */
public final class EventSubscriber implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int LARGEST = 65_507;

  private final DatagramSocket socket;
  private final List<String> datagrams = new CopyOnWriteArrayList<>();

  public EventSubscriber() {
    this(0);
  }

  /** Receives at a port that the server has been told before. */
  public EventSubscriber(int port) {
    try {
      socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    Thread reader = new Thread(this::read, "event-subscriber");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (!socket.isClosed()) {
        packet.setLength(LARGEST);
        socket.receive(packet);
        datagrams.add(new String(packet.getData(), 0, packet.getLength(), UTF_8));
      }
    } catch (IOException e) {
      socket.close();
    }
  }

  /** The socket as a subscription names it. */
  public String address() {
    return "udp:127.0.0.1:" + socket.getLocalPort();
  }

  /** The events of a call so far, in the order of their arrival. */
  public List<String> eventsOf(String callId) {
    return datagrams.stream()
        .filter(text -> text.contains("\"callid\":\"" + callId + "\""))
        .toList();
  }

  /** All events so far, in the order of their arrival. */
  public List<String> events() {
    return List.copyOf(datagrams);
  }

  /** Waits until a call has given that many. */
  public List<String> awaitEvents(String callId, int count) {
    return await(count + " event(s) of " + callId)
        .atMost(SOON)
        .until(() -> eventsOf(callId), events -> events.size() >= count);
  }

  @Override
  public void close() {
    socket.close();
  }
}
