package org.sipacc.accounting.parameter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where accounting lines go to.
 *
 * @param address of {@link Transport#UNIX} the socket's path, else the host
 * @param port 0 of {@link Transport#UNIX}
 */
public record SyslogUrl(Transport transport, String address, int port) {
  private static final int MAX_PORT = 65_535;

  /** How lines are carried. */
  public enum Transport {
    /** Datagrams to a socket of this machine, as syslog(3) sends them. */
    UNIX,
    /** A datagram per line: RFC 5426. */
    UDP,
    /** A stream of lines with their length in front: RFC 6587. */
    TCP,
    /** The same within TLS: RFC 5425. */
    TLS
  }

  /** A host and its port. */
  public static SyslogUrl of(Transport transport, String host, int port) {
    return new SyslogUrl(transport, host, port);
  }

  /** A datagram socket of this machine. */
  public static SyslogUrl unix(String path) {
    return new SyslogUrl(Transport.UNIX, path, 0);
  }

  static Optional<SyslogUrl> parse(String parameter, RawText raw) {
    String text = raw.text().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    String scheme = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    Optional<SyslogUrl> url =
        scheme.equals("unix") ? socket(text.substring(colon + 1)) : host(scheme, text);
    return Optional.of(
        url.orElseThrow(
            () ->
                raw.problem(
                    parameter
                        + " must be unix:/path, udp://host:port, tcp://host:port or"
                        + " tls://host:port, as in unix:/dev/log or tcp://192.0.2.7:601; found \""
                        + raw.text()
                        + "\"")));
  }

  private static Optional<SyslogUrl> socket(String path) {
    return Optional.of(path).filter(p -> p.startsWith("/") && p.length() > 1).map(SyslogUrl::unix);
  }

  private static Optional<SyslogUrl> host(String scheme, String text) {
    try {
      URI uri = new URI(text);
      boolean whole =
          uri.getHost() != null
              && uri.getPort() > 0
              && uri.getPort() <= MAX_PORT
              && uri.getRawPath().isEmpty()
              && uri.getUserInfo() == null;
      return switch (whole ? scheme : "") {
        case "udp" -> Optional.of(of(Transport.UDP, bare(uri.getHost()), uri.getPort()));
        case "tcp" -> Optional.of(of(Transport.TCP, bare(uri.getHost()), uri.getPort()));
        case "tls" -> Optional.of(of(Transport.TLS, bare(uri.getHost()), uri.getPort()));
        default -> Optional.empty();
      };
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** An IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** As it is written in the parameter. */
  @Override
  public String toString() {
    return transport == Transport.UNIX
        ? "unix:" + address
        : transport.name().toLowerCase(Locale.ROOT)
            + "://"
            + (address.contains(":") ? "[" + address + "]" : address)
            + ":"
            + port;
  }
}
