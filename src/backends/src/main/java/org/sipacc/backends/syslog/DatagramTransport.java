package org.sipacc.backends.syslog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.parameter.SyslogUrl;
import org.sipacc.accounting.parameter.SyslogUrl.Transport;
import org.sipacc.backends.datagram.DatagramSender;
import org.sipacc.backends.datagram.DatagramTooLongException;

/** A packet per datagram: a UNIX socket as syslog(3) uses it, or UDP as RFC 5426 has it. */
final class DatagramTransport implements SyslogTransport {
  /** After so many, the sender looks for refusals and gives the receiver time to read. */
  private static final int BURST = 32;

  private final SyslogUrl url;
  private Optional<DatagramSender> sender = Optional.empty();

  DatagramTransport(SyslogUrl url) {
    this.url = url;
  }

  @Override
  public int maxPacket() {
    return url.transport() == Transport.UDP ? DatagramSender.MAX_UDP_BYTES : Integer.MAX_VALUE;
  }

  @Override
  public void open() throws IOException {
    opened();
  }

  @Override
  public void send(List<byte[]> packets) throws IOException {
    DatagramSender open = opened();
    for (int i = 0; i < packets.size(); i++) {
      send(open, packets.get(i));
      if (i % BURST == BURST - 1) {
        open.confirm();
      }
    }
    open.confirm();
  }

  private void send(DatagramSender open, byte[] packet) throws IOException {
    try {
      open.send(packet);
    } catch (DatagramTooLongException e) {
      throw new IOException(e.getMessage() + "; raise net.core.wmem_default or use tcp://", e);
    }
  }

  private DatagramSender opened() throws IOException {
    if (sender.isEmpty()) {
      sender =
          Optional.of(
              url.transport() == Transport.UNIX
                  ? DatagramSender.toSocket(Path.of(url.address()))
                  : DatagramSender.toPort(url.address(), url.port()));
    }
    return sender.get();
  }

  @Override
  public void disconnect() {
    sender.ifPresent(DatagramSender::close);
    sender = Optional.empty();
  }

  @Override
  public void close() {
    disconnect();
  }
}
