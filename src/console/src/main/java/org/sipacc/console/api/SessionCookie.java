package org.sipacc.console.api;

import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/**
 * The cookie that carries a login. It is written by hand because the servlet API of Jakarta EE 8
 * knows no {@code SameSite}.
 */
final class SessionCookie {
  static final String NAME = "sipacc_session";

  private SessionCookie() {}

  /** The value that a request carries. */
  static Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(Cookie::getValue)
        .findFirst();
  }

  /** The {@code Set-Cookie} that gives a value. */
  static String give(String value, HttpServletRequest request) {
    return NAME
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (ClientAddress.isSecure(request) ? "; Secure" : "");
  }

  /** The {@code Set-Cookie} that takes it back. */
  static String take(HttpServletRequest request) {
    return give("", request) + "; Max-Age=0";
  }
}
