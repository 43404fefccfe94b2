package org.sipacc.backends.radius;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as configuration names it: {@code host}, {@code host:port} or {@code host:port:secret},
 * an IPv6 address in brackets.
 */
record ServerName(String host, int port, Optional<String> secret) {
  /** The port for accounting: RFC 2866, section 3. */
  static final int ACCOUNTING_PORT = 1813;

  private static final int MAX_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]]+))(?::([0-9]{0,5})(?::(.+))?)?");

  /** Empty if the text is no name of a server. */
  static Optional<ServerName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String digits = matcher.group(3) == null ? "" : matcher.group(3);
    int port = digits.isEmpty() ? ACCOUNTING_PORT : Integer.parseInt(digits);
    return port > 0 && port <= MAX_PORT
        ? Optional.of(new ServerName(host, port, Optional.ofNullable(matcher.group(4))))
        : Optional.empty();
  }
}
