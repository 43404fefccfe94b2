package org.sipacc.accounting.variable;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parts of a {@code sip:}, {@code sips:} or {@code tel:} URI (RFC 3261 section 19.1, RFC 3966).
 * Tolerant, since it reads what callers send: it judges nothing and unescapes nothing.
 *
 * @param scheme in lower case
 * @param user the user part without a password, or the number of a {@code tel:} URI; "" if none
 * @param host without the brackets' removal for IPv6, as written; "" in a {@code tel:} URI
 * @param port empty if none is written, or none that is a number up to 65535
 * @param parameters the part after the first semicolon, without it; "" if none
 */
public record SipUri(String scheme, String user, String host, OptionalInt port, String parameters) {

  /** Splits a URI; empty if the text has no scheme of the three. */
  public static Optional<SipUri> parse(String text) {
    String uri = text.strip();
    int colon = uri.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = uri.substring(colon + 1);
    return switch (scheme) {
      case "tel" -> Optional.of(telephone(scheme, rest));
      case "sip", "sips" -> Optional.of(sip(scheme, rest));
      default -> Optional.empty();
    };
  }

  /** The user part without its own parameters, as a number may have some. */
  public String number() {
    int semicolon = user.indexOf(';');
    return semicolon < 0 ? user : user.substring(0, semicolon);
  }

  /** The port as text; empty if none is written. */
  Optional<String> portText() {
    return port.isPresent() ? Optional.of(String.valueOf(port.getAsInt())) : Optional.empty();
  }

  /** The value of a URI parameter, "" if it has none; empty if the parameter is not there. */
  public Optional<String> parameter(String name) {
    return HeaderParameters.find(parameters, name);
  }

  private static SipUri telephone(String scheme, String rest) {
    int semicolon = rest.indexOf(';');
    String number = semicolon < 0 ? rest : rest.substring(0, semicolon);
    String parameters = semicolon < 0 ? "" : rest.substring(semicolon + 1);
    return new SipUri(scheme, number, "", OptionalInt.empty(), parameters);
  }

  private static SipUri sip(String scheme, String rest) {
    // An escaped @ is %40, so the first one ends the user part; a ';' or '?' before it belongs
    // there.
    int at = rest.indexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at);
    int password = user.indexOf(':');
    if (password >= 0) {
      user = user.substring(0, password);
    }
    String address = rest.substring(at + 1);
    int headers = address.indexOf('?');
    if (headers >= 0) {
      address = address.substring(0, headers);
    }
    int semicolon = address.indexOf(';');
    String parameters = semicolon < 0 ? "" : address.substring(semicolon + 1);
    String hostPort = semicolon < 0 ? address : address.substring(0, semicolon);
    int colon = hostPort.lastIndexOf(':');
    boolean hasPort = colon > hostPort.lastIndexOf(']');
    return new SipUri(
        scheme,
        user,
        hasPort ? hostPort.substring(0, colon) : hostPort,
        hasPort ? port(hostPort.substring(colon + 1)) : OptionalInt.empty(),
        parameters);
  }

  private static OptionalInt port(String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    return port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
