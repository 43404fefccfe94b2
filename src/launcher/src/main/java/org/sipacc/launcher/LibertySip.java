package org.sipacc.launcher;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where Open Liberty takes SIP: on one address, on one port for each transport.
 *
 * @param udpPort {@link #CLOSED} when UDP is not listened on
 * @param tcpPort {@link #CLOSED} when TCP is not listened on
 */
record LibertySip(String host, int udpPort, int tcpPort) {

  /** In place of the port of a transport that is not listened on. */
  static final int CLOSED = -1;

  /**
   * The one endpoint that is as good as these addresses.
   *
   * @throws IllegalArgumentException when there is none
   */
  static LibertySip of(List<SipAddress> addresses) {
    String host = addresses.get(0).host();
    boolean oneHost = addresses.stream().allMatch(address -> address.host().equals(host));
    if (!oneHost || ports(addresses, "udp").size() > 1 || ports(addresses, "tcp").size() > 1) {
      throw new IllegalArgumentException(
          "Open Liberty takes SIP on one address only, with one port for UDP and one for TCP, and"
              + " this asks for "
              + addresses.stream().map(SipAddress::toString).collect(Collectors.joining(", "))
              + ": name one address (--sip-host, or core.listen in sipacc.yaml), or use --container"
              + " restcomm");
    }
    return new LibertySip(host, port(addresses, "udp"), port(addresses, "tcp"));
  }

  private static int port(List<SipAddress> addresses, String transport) {
    return ports(addresses, transport).stream().findFirst().orElse(CLOSED);
  }

  private static List<Integer> ports(List<SipAddress> addresses, String transport) {
    return addresses.stream()
        .filter(address -> address.transport().equals(transport))
        .map(SipAddress::port)
        .distinct()
        .toList();
  }
}
