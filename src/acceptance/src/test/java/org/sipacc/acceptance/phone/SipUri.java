package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a phone needs to know of a {@code sip:} URI: where it points. */
final class SipUri {
  private static final Pattern HOST_PORT =
      Pattern.compile("sips?:(?:[^@;>]*@)?([^:;?>]+)(?::(\\d+))?.*", Pattern.CASE_INSENSITIVE);

  private SipUri() {}

  /** The URI between the angle brackets of a name-addr, or before the header's parameters. */
  static String of(String nameAddr) {
    int open = nameAddr.indexOf('<');
    if (open >= 0) {
      return nameAddr.substring(open + 1, nameAddr.indexOf('>', open));
    }
    int semicolon = nameAddr.indexOf(';');
    return (semicolon < 0 ? nameAddr : nameAddr.substring(0, semicolon)).trim();
  }

  /** The address a request to this URI goes to; the port is 5060 if it names none. */
  static InetSocketAddress address(String uri) {
    Matcher matcher = HOST_PORT.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a sip: URI: " + uri);
    }
    int port = matcher.group(2) == null ? 5060 : Integer.parseInt(matcher.group(2));
    return new InetSocketAddress(matcher.group(1), port);
  }
}
