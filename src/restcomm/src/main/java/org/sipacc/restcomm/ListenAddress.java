package org.sipacc.restcomm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address on which SIP is taken, written {@code udp:127.0.0.1:5060}.
 *
 * @param transport {@code udp} or {@code tcp}
 * @param host an IPv4 address of this machine; a wildcard is refused, because it would end up in
 *     Via and Record-Route
 * @param port 1 to 65535
 */
public record ListenAddress(String transport, String host, int port) {

  /** System property that holds the comma-separated addresses. */
  public static final String PROPERTY = "sipacc.sip.listen";

  /**
   * Reads a comma-separated list of addresses.
   *
   * @throws IllegalArgumentException if one is malformed or given twice, or there is none; the
   *     message names the property and the address
   */
  public static List<ListenAddress> parseList(String list) {
    List<ListenAddress> addresses = new ArrayList<>();
    for (String item : list.split(",")) {
      if (!item.isBlank()) {
        ListenAddress address = parse(item.strip());
        if (addresses.contains(address)) {
          throw invalid(item.strip(), "is given twice");
        }
        addresses.add(address);
      }
    }
    if (addresses.isEmpty()) {
      throw invalid(list, "names no address; write for example udp:127.0.0.1:5060");
    }
    return List.copyOf(addresses);
  }

  private static ListenAddress parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw invalid(text, "is not transport:address:port");
    }
    String transport = parts[0].toLowerCase(Locale.ROOT);
    if (!transport.equals("udp") && !transport.equals("tcp")) {
      throw invalid(text, "has transport '" + parts[0] + "'; udp and tcp are supported");
    }
    if (parts[1].isEmpty() || parts[1].equals("0.0.0.0") || parts[1].equals("*")) {
      throw invalid(text, "must name one address of this machine, which peers can reach");
    }
    return new ListenAddress(transport, parts[1], port(text, parts[2]));
  }

  private static int port(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw invalid(text, "has port '" + digits + "', which is no number");
    }
    throw invalid(text, "has a port outside 1 to 65535");
  }

  private static IllegalArgumentException invalid(String text, String reason) {
    return new IllegalArgumentException(PROPERTY + ": '" + text + "' " + reason);
  }

  @Override
  public String toString() {
    return transport + ":" + host + ":" + port;
  }
}
