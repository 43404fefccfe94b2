package org.sipacc.backends.event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as sockets write them; an IPv6 address stands in brackets.
 *
 * @param host without brackets
 */
record HostPort(String host, int port) {
  private static final Pattern SYNTAX =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]/@\\s]+)(?::([0-9]{1,5}))?");
  private static final int MAX_PORT = 65_535;

  /**
   * @param defaultPort 0 if the port must be written
   * @param sample a socket that is right, for the message about one that is not
   */
  static HostPort parse(String text, int defaultPort, String sample) throws WrongSocketException {
    Matcher matcher = SYNTAX.matcher(text);
    if (matcher.matches()) {
      int port = matcher.group(2) == null ? defaultPort : Integer.parseInt(matcher.group(2));
      if (port >= 1 && port <= MAX_PORT) {
        String host = matcher.group(1);
        return new HostPort(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
      }
    }
    throw new WrongSocketException(
        "\"" + text + "\" is no host and port; write a socket as in " + sample);
  }

  /** Looks the host up, each time anew. */
  InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
