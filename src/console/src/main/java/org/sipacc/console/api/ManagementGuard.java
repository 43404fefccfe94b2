package org.sipacc.console.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebFilter;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response.Status;

/**
 * Lets in who calls from this machine and shows the secret ({@code Authorization: Bearer}, RFC
 * 6750); everybody else learns nothing, not even what there is.
 *
 * <p>It is a filter of the servlet container and none of JAX-RS, because those do not see what the
 * JAX-RS implementation answers by itself: CXF describes every resource to who asks for {@code
 * ?_wadl}.
 */
@WebFilter({"/api/*", "/metrics"})
public class ManagementGuard extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "bearer ";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!isLoopback(request.getRemoteAddr())) {
      refuse(
          response,
          Problem.of(
              Status.FORBIDDEN,
              "the management interface is for this machine only; log in to it and use"
                  + " bin/sipacc"));
    } else if (!isAdmitted(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sipacc\"");
      refuse(
          response,
          Problem.of(
              Status.UNAUTHORIZED,
              "send the header Authorization: Bearer SECRET with the content of "
                  + ManagementSecret.FILE_NAME
                  + " in the server's data directory, as bin/sipacc does"));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status().getStatusCode());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try (PrintWriter body = response.getWriter()) {
      body.print(problem.json());
    }
  }

  private static boolean isAdmitted(HttpServletRequest request) {
    ManagementSecret secret = ManagementChannel.secret(request.getServletContext());
    return token(request.getHeader(HttpHeaders.AUTHORIZATION)).filter(secret::is).isPresent();
  }

  private static Optional<String> token(String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()).strip());
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
