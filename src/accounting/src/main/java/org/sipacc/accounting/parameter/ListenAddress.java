package org.sipacc.accounting.parameter;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where SIP listens, as {@code listen} writes it: {@code udp:192.168.32.8:5060}.
 *
 * @param transport {@code udp} or {@code tcp}
 * @param host an address or name; IPv6 without its brackets
 */
public record ListenAddress(String transport, String host, int port) {
  private static final int DEFAULT_PORT = 5060;
  private static final Pattern SYNTAX =
      Pattern.compile("(?i)(udp|tcp):(\\[[0-9a-f:.%]+]|[^:\\[\\]\\s]+)(?::([0-9]{1,5}))?");

  static ListenAddress parse(String parameter, RawText raw) {
    Matcher matcher = SYNTAX.matcher(raw.text().strip());
    int port =
        matcher.matches() && matcher.group(3) != null
            ? Integer.parseInt(matcher.group(3))
            : DEFAULT_PORT;
    if (!matcher.matches() || port < 1 || port > 65535) {
      throw raw.problem(
          parameter
              + " must be transport:host:port with transport udp or tcp, as in"
              + " udp:192.168.32.8:5060; found \""
              + raw.text()
              + "\"");
    }
    String host = matcher.group(2);
    return new ListenAddress(
        matcher.group(1).toLowerCase(Locale.ROOT),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port);
  }

  @Override
  public String toString() {
    return transport + ":" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
