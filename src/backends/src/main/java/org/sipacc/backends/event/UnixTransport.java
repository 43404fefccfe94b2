package org.sipacc.backends.event;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.file.Path;
import java.util.List;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * {@code unix:/path}: datagrams to a socket of this machine. The kernel tells at once when nobody
 * has it open, so nothing is lost then; whether it is read, it cannot tell.
 */
final class UnixTransport implements EventTransport {
  private static final int MAX_PATH_BYTES = 107;

  private final String path;
  private AFUNIXDatagramSocket socket;

  private UnixTransport(String path) {
    this.path = path;
  }

  static UnixTransport parse(String rest) throws WrongSocketException {
    if (!Path.of(rest).isAbsolute() || rest.length() > MAX_PATH_BYTES) {
      throw new WrongSocketException(
          "\""
              + rest
              + "\" is no path of a socket: write an absolute one of at most "
              + MAX_PATH_BYTES
              + " bytes, as in unix:/run/billing.sock");
    }
    return new UnixTransport(rest);
  }

  @Override
  public String shown() {
    return "unix:" + path;
  }

  @Override
  public void connect() throws IOException {
    if (socket == null) {
      AFUNIXDatagramSocket opened = AFUNIXDatagramSocket.newInstance();
      try {
        opened.connect(AFUNIXSocketAddress.of(new File(path)));
        socket = opened;
      } finally {
        if (socket == null) {
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
        byte[] datagram = events.get(i).notification();
        if (Datagrams.fits(events.get(i), datagram, receipts)) {
          socket.send(new DatagramPacket(datagram, datagram.length));
        }
        receipts.sent(i + 1);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      Closing.quietly(socket);
      socket = null;
    }
  }
}
