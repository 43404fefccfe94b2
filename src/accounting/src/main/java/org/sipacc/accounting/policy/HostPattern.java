package org.sipacc.accounting.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Hosts that are allowed: a name, all names within a domain, an IP address or a subnet. */
final class HostPattern {
  private static final Pattern NAME =
      Pattern.compile("(?i)(\\*\\.)?([a-z0-9_-]+\\.)*[0-9_-]*[a-z][a-z0-9_-]*\\.?");

  private final Predicate<String> hosts;

  private HostPattern(Predicate<String> hosts) {
    this.hosts = hosts;
  }

  /** Reads {@code gw.example.com}, {@code *.example.com}, {@code 10.0.0.0/8}; else empty. */
  static Optional<HostPattern> parse(String text) {
    Optional<Subnet> subnet = Subnet.parse(text);
    if (subnet.isPresent()) {
      return Optional.of(new HostPattern(subnet.get()::contains));
    }
    if (!NAME.matcher(text).matches()) {
      return Optional.empty();
    }
    String name = canonical(text);
    if (name.startsWith("*.")) {
      String domain = name.substring(1);
      return Optional.of(new HostPattern(host -> canonical(host).endsWith(domain)));
    }
    return Optional.of(new HostPattern(host -> canonical(host).equals(name)));
  }

  /** Whether a URI's host is one of them; letter case and a last dot count for nothing. */
  boolean matches(String host) {
    return hosts.test(host);
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
