package org.sipacc.console.api;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * What every answer tells a browser. A page that needs scripts or styles replaces the policy by its
 * own.
 */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void set(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (ClientAddress.isSecure(request)) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
