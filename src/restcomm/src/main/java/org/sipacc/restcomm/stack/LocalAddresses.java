package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * The listening points of this server, and which of them a message leaves by: the one whose address
 * the kernel would send from to the next hop, as a multi-homed proxy must (RFC 3261 section
 * 18.1.1).
 */
public final class LocalAddresses {

  /**
   * One listening point and what sends on it.
   *
   * @param point its address
   * @param provider the stack's provider for it alone
   */
  public record Local(ListeningPoint point, SipProvider provider) {

    boolean is(String host, int port) {
      return point.getIPAddress().equals(host) && point.getPort() == port;
    }
  }

  private final List<Local> locals = new CopyOnWriteArrayList<>();

  /** Adds one. */
  public void add(ListeningPoint point, SipProvider provider) {
    locals.add(new Local(point, provider));
  }

  /** The listening point of that transport, if there is exactly one. */
  Optional<Local> only(String transport) {
    List<Local> candidates = withTransport(transport);
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** The listening point at that address and port, if there is one. */
  public Optional<Local> at(String host, int port, String transport) {
    return withTransport(transport).stream().filter(l -> l.is(host, port)).findFirst();
  }

  /**
   * Whether a Route or Record-Route value, or a URI, leads to this server. What is no such thing
   * does not.
   */
  public boolean isOwnRoute(String route) {
    try {
      return SipFactoryImpl.addressFactory.createAddress(route).getURI() instanceof SipURI uri
          && locals.stream().anyMatch(l -> l.is(uri.getHost(), port(uri)));
    } catch (ParseException e) {
      return false;
    }
  }

  private static int port(SipURI uri) {
    return uri.getPort() > 0 ? uri.getPort() : ListeningPoint.PORT_5060;
  }

  /** The listening point on which the message, or the one it is a clone of, was received. */
  Optional<Local> receiving(SIPMessage message, String transport) {
    InetAddress address = message.getLocalAddress();
    return address == null
        ? Optional.empty()
        : at(address.getHostAddress(), message.getLocalPort(), transport);
  }

  /**
   * The listening point by which to reach the next hop.
   *
   * @param preferred wins among several on the same address
   * @throws SocketException if none has the hop's transport
   */
  public Local towards(Hop hop, Optional<Local> preferred) throws SocketException {
    List<Local> candidates = withTransport(hop.getTransport());
    if (candidates.isEmpty()) {
      throw new SocketException("no listening address has the transport of " + hop);
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    String source = sourceTowards(hop);
    List<Local> sameHost =
        candidates.stream().filter(l -> l.point().getIPAddress().equals(source)).toList();
    List<Local> best = sameHost.isEmpty() ? candidates : sameHost;
    return preferred.filter(best::contains).orElse(best.get(0));
  }

  private List<Local> withTransport(String transport) {
    return locals.stream()
        .filter(l -> l.point().getTransport().equalsIgnoreCase(transport))
        .toList();
  }

  /** A hop on one of our own addresses is reached from that address; else the kernel's route. */
  private String sourceTowards(Hop hop) {
    try (DatagramSocket probe = new DatagramSocket()) {
      InetAddress address = InetAddress.getByName(hop.getHost());
      boolean own =
          locals.stream().anyMatch(l -> l.point().getIPAddress().equals(address.getHostAddress()));
      if (own) {
        return address.getHostAddress();
      }
      probe.connect(new InetSocketAddress(address, 9));
      return probe.getLocalAddress().getHostAddress();
    } catch (SocketException | UnknownHostException e) {
      return "";
    }
  }
}
