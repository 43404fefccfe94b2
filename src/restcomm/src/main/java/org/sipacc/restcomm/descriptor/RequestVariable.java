package org.sipacc.restcomm.descriptor;

import java.util.List;
import java.util.Optional;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.TelURL;
import javax.servlet.sip.URI;

/**
 * A variable of a servlet-mapping pattern (JSR 289 section 16.1.1): {@code request.method}, {@code
 * request.uri.host}, {@code request.from.display-name} ...
 *
 * @param path what stands after {@code request.}
 */
record RequestVariable(List<String> path) {

  /** Reads its name; empty if there is no such variable. */
  static Optional<RequestVariable> parse(String name) {
    String[] parts = name.split("\\.");
    if (parts.length < 2 || !parts[0].equals("request")) {
      return Optional.empty();
    }
    RequestVariable variable = new RequestVariable(List.of(parts).subList(1, parts.length));
    return variable.isKnown() ? Optional.of(variable) : Optional.empty();
  }

  private boolean isKnown() {
    return switch (path.get(0)) {
      case "method" -> path.size() == 1;
      case "uri" -> isKnownUri(path.subList(1, path.size()));
      case "from", "to" ->
          path.size() == 1
              || path.equals(List.of(path.get(0), "display-name"))
              || (path.get(1).equals("uri") && isKnownUri(path.subList(2, path.size())));
      default -> false;
    };
  }

  private static boolean isKnownUri(List<String> rest) {
    return switch (rest.size()) {
      case 0 -> true;
      case 1 -> List.of("scheme", "user", "host", "port", "tel").contains(rest.get(0));
      case 2 -> rest.get(0).equals("param");
      default -> false;
    };
  }

  boolean isTelephoneNumber() {
    return path.get(path.size() - 1).equals("tel");
  }

  /** Its value in that request, if it has one. */
  Optional<String> valueIn(SipServletRequest request) {
    return switch (path.get(0)) {
      case "method" -> Optional.of(request.getMethod());
      case "uri" -> uri(request.getRequestURI(), path.subList(1, path.size()));
      case "from" -> address(request.getFrom());
      default -> address(request.getTo());
    };
  }

  private Optional<String> address(Address address) {
    if (path.size() == 1) {
      return Optional.of(address.toString());
    }
    return path.get(1).equals("display-name")
        ? Optional.ofNullable(address.getDisplayName())
        : uri(address.getURI(), path.subList(2, path.size()));
  }

  private static Optional<String> uri(URI uri, List<String> rest) {
    if (rest.isEmpty()) {
      return Optional.of(uri.toString());
    }
    if (rest.size() == 2) {
      return Optional.ofNullable(uri.getParameter(rest.get(1)));
    }
    return switch (rest.get(0)) {
      case "scheme" -> Optional.of(uri.getScheme());
      case "tel" -> telephoneNumber(uri);
      default -> uri instanceof SipURI sip ? part(sip, rest.get(0)) : Optional.empty();
    };
  }

  private static Optional<String> telephoneNumber(URI uri) {
    if (uri instanceof TelURL tel) {
      return Optional.of(tel.getPhoneNumber());
    }
    return uri instanceof SipURI sip && "phone".equals(sip.getUserParam())
        ? Optional.ofNullable(sip.getUser())
        : Optional.empty();
  }

  private static Optional<String> part(SipURI uri, String name) {
    return switch (name) {
      case "user" -> Optional.ofNullable(uri.getUser());
      case "host" -> Optional.ofNullable(uri.getHost());
      default -> Optional.of(Integer.toString(port(uri)));
    };
  }

  private static int port(SipURI uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return uri.isSecure() || "tls".equalsIgnoreCase(uri.getTransportParam()) ? 5061 : 5060;
  }

  @Override
  public String toString() {
    return "request." + String.join(".", path);
  }
}
