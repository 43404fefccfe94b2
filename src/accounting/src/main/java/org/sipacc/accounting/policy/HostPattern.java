package org.sipacc.accounting.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts that are allowed: a name, all names within a domain, an IP address or a subnet. */
@FunctionalInterface
interface HostPattern {
  /** Whether a URI's host is one of them; letter case and a last dot count for nothing. */
  boolean matches(String host);

  /** Reads {@code gw.example.com}, {@code *.example.com}, {@code 10.0.0.0/8}; else empty. */
  static Optional<HostPattern> parse(String text) {
    Optional<Subnet> subnet = Subnet.parse(text);
    if (subnet.isPresent()) {
      return Optional.of(subnet.get()::contains);
    }
    if (!Names.SYNTAX.matcher(text).matches()) {
      return Optional.empty();
    }
    String name = Names.canonical(text);
    if (name.startsWith("*.")) {
      String domain = name.substring(1);
      return Optional.of(host -> Names.canonical(host).endsWith(domain));
    }
    return Optional.of(host -> Names.canonical(host).equals(name));
  }

  /** Host names (RFC 3261 section 25.1). */
  final class Names {
    private static final Pattern SYNTAX =
        Pattern.compile("(?i)(\\*\\.)?([a-z0-9_-]+\\.)*[0-9_-]*[a-z][a-z0-9_-]*\\.?");

    private Names() {}

    private static String canonical(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
  }
}
