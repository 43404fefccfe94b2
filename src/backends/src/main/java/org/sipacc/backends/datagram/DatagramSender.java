package org.sipacc.backends.datagram;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Sends datagrams to one destination and says what can be known about their arrival.
 *
 * <p>A UNIX socket refuses a datagram at once if nobody reads it, and makes the sender wait while
 * its queue is full. UDP tells nothing by itself; from a host whose port is closed comes an ICMP
 * message that {@link #confirm} looks for, if no firewall drops it. Neither can tell that a program
 * read a datagram and then died.
 *
 * <p>Used by one thread at a time. After an exception it is to be closed.
 */
public final class DatagramSender implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DatagramSender.class.getName());

  /** The longest payload of a UDP datagram over IPv4. */
  public static final int MAX_UDP_BYTES = 65_507;

  private static final Duration FULL_QUEUE = Duration.ofSeconds(5);
  private static final Duration ICMP = Duration.ofMillis(5);
  private static final Duration POLL = Duration.ofMillis(1);

  private final DatagramChannel channel;
  private final String destination;
  private final boolean tellsByIcmp;

  private DatagramSender(DatagramChannel channel, String destination, boolean tellsByIcmp) {
    this.channel = channel;
    this.destination = destination;
    this.tellsByIcmp = tellsByIcmp;
  }

  /**
   * Connects to a datagram socket of this machine.
   *
   * @throws IOException if there is no socket at the path, or nobody reads it
   */
  public static DatagramSender toSocket(Path socket) throws IOException {
    return connect(
        AFUNIXDatagramChannel.open(), AFUNIXSocketAddress.of(socket), socket.toString(), false);
  }

  /**
   * Makes a sender to a UDP port. Whether somebody listens there shows at the first datagram.
   *
   * @throws IOException if the host is not known
   */
  public static DatagramSender toPort(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("there is no host " + host);
    }
    return connect(DatagramChannel.open(), address, host + ":" + port, true);
  }

  private static DatagramSender connect(
      DatagramChannel channel, SocketAddress address, String destination, boolean tellsByIcmp)
      throws IOException {
    try {
      channel.connect(address);
      channel.configureBlocking(false);
      return new DatagramSender(channel, destination, tellsByIcmp);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sends one datagram; waits while the destination's queue is full.
   *
   * @throws DatagramTooLongException if it is longer than the socket takes
   * @throws IOException if it was refused, or could not be sent for five seconds
   */
  public void send(byte[] datagram) throws IOException {
    long deadline = System.nanoTime() + FULL_QUEUE.toNanos();
    ByteBuffer bytes = ByteBuffer.wrap(datagram);
    while (!write(bytes)) {
      if (System.nanoTime() - deadline > 0) {
        throw new ConnectException(
            "the queue of " + destination + " has been full for " + FULL_QUEUE.toSeconds() + " s");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean write(ByteBuffer bytes) throws IOException {
    try {
      channel.write(bytes);
      return !bytes.hasRemaining();
    } catch (SocketException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("too long")) {
        throw new DatagramTooLongException(bytes.capacity(), e);
      }
      throw e;
    }
  }

  /**
   * Waits a few milliseconds for the news that nobody took what was sent.
   *
   * @throws IOException if it came
   */
  public void confirm() throws IOException {
    if (!tellsByIcmp) {
      return;
    }
    ByteBuffer ignored = ByteBuffer.allocate(1);
    long deadline = System.nanoTime() + ICMP.toNanos();
    do {
      channel.read(ignored.clear());
      LockSupport.parkNanos(POLL.toNanos());
    } while (System.nanoTime() - deadline < 0);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the socket to {0} did not close: {1}", destination, e);
    }
  }
}
