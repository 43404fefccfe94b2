package org.sipacc.backends.event;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * {@code udp:host:port}: one datagram, one event. UDP cannot tell whether it arrived: what was sent
 * is done. Where nobody listens the network may say so, about an earlier datagram; that is counted
 * and not repeated.
 */
final class UdpTransport implements EventTransport {
  private final HostPort peer;
  private DatagramChannel channel;

  private UdpTransport(HostPort peer) {
    this.peer = peer;
  }

  static UdpTransport parse(String rest) throws WrongSocketException {
    return new UdpTransport(HostPort.parse(rest, 0, "udp:127.0.0.1:8888"));
  }

  @Override
  public String shown() {
    return "udp:" + peer;
  }

  @Override
  public void connect() throws IOException {
    if (channel == null) {
      DatagramChannel opened = DatagramChannel.open();
      try {
        channel = opened.connect(peer.resolve());
      } finally {
        if (channel == null) {
          opened.close();
        }
      }
    }
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException {
    connect();
    try {
      for (int i = 0; i < events.size(); i++) {
        send(events.get(i), receipts);
        receipts.sent(i + 1);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void send(Event event, Receipts receipts) throws IOException {
    byte[] datagram = event.notification();
    if (Datagrams.fits(event, datagram, receipts)) {
      try {
        channel.write(ByteBuffer.wrap(datagram));
      } catch (PortUnreachableException e) {
        receipts.failed("nobody listens there, an event is lost");
        channel.write(ByteBuffer.wrap(datagram));
      }
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      Closing.quietly(channel);
      channel = null;
    }
  }
}
