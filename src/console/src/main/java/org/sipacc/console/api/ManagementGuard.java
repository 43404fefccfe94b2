package org.sipacc.console.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.Priority;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.ext.Provider;

/**
 * Lets in who calls from this machine and shows the secret ({@code Authorization: Bearer}, RFC
 * 6750); everybody else learns nothing, not even what there is.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class ManagementGuard implements ContainerRequestFilter {
  private static final String SCHEME = "bearer ";

  @Context private HttpServletRequest request;
  @Context private ServletContext application;

  @Override
  public void filter(ContainerRequestContext asked) {
    if (!isLoopback(request.getRemoteAddr())) {
      asked.abortWith(
          Problem.of(
                  Status.FORBIDDEN,
                  "the management interface is for this machine only; log in to it and use"
                      + " bin/sipacc")
              .response());
      return;
    }
    ManagementSecret secret = ManagementChannel.secret(application);
    boolean admitted =
        token(asked.getHeaderString(HttpHeaders.AUTHORIZATION)).filter(secret::is).isPresent();
    if (!admitted) {
      asked.abortWith(unauthorized());
    }
  }

  private static Response unauthorized() {
    return Response.fromResponse(
            Problem.of(
                    Status.UNAUTHORIZED,
                    "send the header Authorization: Bearer SECRET with the content of "
                        + ManagementSecret.FILE_NAME
                        + " in the server's data directory, as bin/sipacc does")
                .response())
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sipacc\"")
        .build();
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
