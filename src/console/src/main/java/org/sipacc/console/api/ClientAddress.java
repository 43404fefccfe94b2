package org.sipacc.console.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/**
 * Where a request comes from. What a reverse proxy on this machine says of it ({@code
 * X-Forwarded-For}, {@code X-Forwarded-Proto}) is believed; what others say is not.
 */
final class ClientAddress {
  private static final int LONGEST = 45;

  private ClientAddress() {}

  /** The address of the client itself. */
  static String of(HttpServletRequest request) {
    return forwarded(request, "X-Forwarded-For")
        .filter(address -> address.length() <= LONGEST)
        .orElse(request.getRemoteAddr());
  }

  /** Whether the client speaks HTTPS. */
  static boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || forwarded(request, "X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  /** Whether the request was sent from this machine, be it by a reverse proxy. */
  static boolean isLoopback(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The last value, which is the one that the nearest proxy added. */
  private static Optional<String> forwarded(HttpServletRequest request, String header) {
    return Optional.ofNullable(request.getHeader(header))
        .filter(value -> isLoopback(request))
        .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
        .filter(value -> !value.isEmpty());
  }
}
