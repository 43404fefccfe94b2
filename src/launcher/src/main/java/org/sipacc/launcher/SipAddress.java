package org.sipacc.launcher;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address where SIP is taken.
 *
 * @param transport {@code udp} or {@code tcp}
 * @param address an IPv4 address of this machine
 * @param port 1 to 65535
 */
record SipAddress(String transport, InetAddress address, int port) {

  /**
   * UDP and TCP on each of the hosts, which may be names.
   *
   * @throws IllegalArgumentException when a host is unknown, has no IPv4 address, or is the
   *     wildcard, which cannot be written into Via and Record-Route
   */
  static List<SipAddress> onEach(List<String> hosts, int port) {
    List<SipAddress> addresses = new ArrayList<>();
    for (String name : hosts) {
      InetAddress host = resolve(name);
      addresses.add(new SipAddress("udp", host, port));
      addresses.add(new SipAddress("tcp", host, port));
    }
    return addresses.stream().distinct().toList();
  }

  /** The address in digits. */
  String host() {
    return address.getHostAddress();
  }

  /** A host's IPv4 address. */
  static InetAddress resolve(String name) {
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        if (address instanceof Inet4Address && !address.isAnyLocalAddress()) {
          return address;
        }
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "SIP cannot listen on " + name + ": no such host is known; give an IPv4 address", e);
    }
    throw new IllegalArgumentException(
        "SIP cannot listen on "
            + name
            + ": give one IPv4 address of this machine that peers can reach, and the option again"
            + " for each further one");
  }

  @Override
  public String toString() {
    return transport + ":" + host() + ":" + port;
  }
}
