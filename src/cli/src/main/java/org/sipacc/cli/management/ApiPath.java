package org.sipacc.cli.management;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A resource of the management interface, percent-encoded (RFC 3986). */
public final class ApiPath {

  private final StringBuilder path = new StringBuilder("api");
  private boolean hasQuery;

  private ApiPath() {}

  /** The resource below {@code /api} that these segments lead to. */
  public static ApiPath of(String... segments) {
    ApiPath path = new ApiPath();
    for (String segment : segments) {
      path.path.append('/').append(encoded(segment));
    }
    return path;
  }

  /** With a query parameter. */
  public ApiPath with(String parameter, String value) {
    path.append(hasQuery ? '&' : '?').append(parameter).append('=').append(encoded(value));
    hasQuery = true;
    return this;
  }

  /** With a query parameter, if it has a value. */
  public ApiPath with(String parameter, Optional<String> value) {
    value.ifPresent(text -> with(parameter, text));
    return this;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
