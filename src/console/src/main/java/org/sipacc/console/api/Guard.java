package org.sipacc.console.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebFilter;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response.Status;
import org.sipacc.service.access.Access;
import org.sipacc.service.access.Identity;
import org.sipacc.service.access.LoginRefusedException;
import org.sipacc.service.access.Logins;

/**
 * Stands before everything under {@code /api} and before {@code /metrics}: it finds out who sent a
 * request, and answers 401 if nobody is found, whether there is anything at the address or not.
 * What its sender may do is the {@link RoleCheck}'s business.
 *
 * <p>It is a filter of the servlet container and none of JAX-RS, because those do not see what the
 * JAX-RS implementation answers by itself: CXF describes every resource to who asks for {@code
 * ?_wadl}.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Guard extends HttpFilter {
  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "bearer ";
  private static final String SESSION = "/api/session";
  private static final long LONGEST_LOGIN = 16_384;
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    SecurityHeaders.set(request, response);
    String path = path(request);
    if (!isGuarded(path)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Optional<Problem> problem = admit(request, path);
    if (problem.isPresent()) {
      refuse(response, problem.get());
      return;
    }
    chain.doFilter(request, response);
    if (!SAFE.contains(request.getMethod()) && !path.startsWith(SESSION)) {
      audit(request, path, response.getStatus());
    }
  }

  static Problem loginNeeded() {
    return Problem.of(
        Status.UNAUTHORIZED,
        "log in (POST /api/session), or send the header Authorization: Bearer TOKEN; on the"
            + " server's machine the content of "
            + ManagementSecret.FILE_NAME
            + " in its data directory is a token");
  }

  private static Optional<Problem> admit(HttpServletRequest request, String path) {
    return identify(request, path)
        .or(
            () ->
                overridesItself(request)
                    ? Optional.of(
                        Problem.of(
                            Status.BAD_REQUEST,
                            "no parameter's name begins with _ here, and no header overrides the"
                                + " method"))
                    : Optional.empty());
  }

  private static Optional<Problem> identify(HttpServletRequest request, String path) {
    if (path.equals(SESSION) && request.getMethod().equals("POST")) {
      return login(request);
    }
    try {
      String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
      return authorization == null ? bySession(request, path) : byToken(request, authorization);
    } catch (LoginRefusedException e) {
      return Optional.of(Problem.of(LoginRefusals.status(e.reason()), e.getMessage()));
    }
  }

  /** What anybody may send, for which so little is read as a login needs. */
  private static Optional<Problem> login(HttpServletRequest request) {
    if (isCrossSite(request)) {
      return Optional.of(crossSite());
    }
    long length = request.getContentLengthLong();
    if (length < 0) {
      return Optional.of(
          Problem.of(Status.LENGTH_REQUIRED, "a login needs the header Content-Length"));
    }
    return length <= LONGEST_LOGIN
        ? Optional.empty()
        : Optional.of(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "that is too long for a login"));
  }

  private static Optional<Problem> byToken(HttpServletRequest request, String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.of(loginNeeded());
    }
    String token = authorization.substring(SCHEME.length()).strip();
    boolean local =
        ClientAddress.isLoopback(request)
            && ManagementChannel.secret(request.getServletContext()).is(token);
    Optional<Identity> identity =
        local ? Optional.of(Identity.management()) : logins(request).token(token);
    identity.ifPresent(found -> Caller.set(request, found));
    return identity.isPresent() ? Optional.empty() : Optional.of(loginNeeded());
  }

  /**
   * Who sent a request, for those who go on answering it: asked later, it tells whether the login
   * or the token still is good, and of whom. Empty if not.
   */
  static Supplier<Optional<Identity>> again(HttpServletRequest request) {
    Identity first = Caller.of(request);
    Logins logins = logins(request);
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      Optional<String> cookie = SessionCookie.of(request);
      return () -> cookie.flatMap(logins::session).map(Logins.Open::identity);
    }
    return first.equals(Identity.management())
        ? () -> Optional.of(first)
        : () -> logins.token(authorization.substring(SCHEME.length()).strip());
  }

  private static Optional<Problem> bySession(HttpServletRequest request, String path) {
    Optional<Logins.Open> session = SessionCookie.of(request).flatMap(logins(request)::session);
    if (session.isEmpty()) {
      return Optional.of(loginNeeded());
    }
    if (!SAFE.contains(request.getMethod())) {
      if (isCrossSite(request)) {
        return Optional.of(crossSite());
      }
      if (!isSame(session.get().csrfToken(), request.getHeader(CSRF_HEADER))) {
        return Optional.of(
            Problem.of(
                Status.FORBIDDEN,
                "a changing request that comes with a cookie needs the header "
                    + CSRF_HEADER
                    + " with the csrf_token that GET /api/session tells"));
      }
    }
    Identity identity = session.get().identity();
    if (identity.mustChangePassword() && !path.startsWith(SESSION)) {
      return Optional.of(
          Problem.of(
              Status.FORBIDDEN,
              "change the password first: POST /api/session/password, {\"old\":..., \"new\":...}"));
    }
    Caller.set(request, identity);
    return Optional.empty();
  }

  private static void audit(HttpServletRequest request, String path, int status) {
    Caller.find(request)
        .ifPresent(
            who ->
                access(request)
                    .audit()
                    .add(
                        who,
                        ClientAddress.of(request),
                        "change",
                        request.getMethod()
                            + " "
                            + path
                            + Optional.ofNullable(request.getQueryString())
                                .map(query -> "?" + query)
                                .orElse(""),
                        Integer.toString(status)));
  }

  /** The address within the application as the container decoded it, without a slash at its end. */
  private static String path(HttpServletRequest request) {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isGuarded(String path) {
    return path.equals("/api") || path.startsWith("/api/") || path.equals("/metrics");
  }

  /** CXF takes another method, type or answer from these. */
  private static boolean overridesItself(HttpServletRequest request) {
    return request.getHeader("X-HTTP-Method-Override") != null
        || Optional.ofNullable(request.getQueryString())
            .filter(query -> ("&" + query).matches(".*[&;](_|%5[Ff]).*"))
            .isPresent();
  }

  /** What a browser says of a request that another site's page made. */
  private static boolean isCrossSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static Problem crossSite() {
    return Problem.of(Status.FORBIDDEN, "this request comes from another site's page");
  }

  private static boolean isSame(String expected, String shown) {
    return shown != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private static Logins logins(HttpServletRequest request) {
    return access(request).logins();
  }

  private static Access access(HttpServletRequest request) {
    return ManagementChannel.accounting(request.getServletContext()).access();
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status().getStatusCode());
    if (problem.status() == Status.UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sipacc\"");
    }
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try (PrintWriter body = response.getWriter()) {
      body.print(problem.json());
    }
  }
}
