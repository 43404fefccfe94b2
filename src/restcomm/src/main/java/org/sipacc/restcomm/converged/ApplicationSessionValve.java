package org.sipacc.restcomm.converged;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.servlet.ServletException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;

/**
 * Lets an HTTP session join the application session that the page's address names, as {@code
 * SipApplicationSession.encodeURL} made it.
 */
public final class ApplicationSessionValve extends ValveBase {
  private static final String PARAMETER =
      MobicentsSipApplicationSession.SIP_APPLICATION_KEY_PARAM_NAME + "=";

  private ApplicationSessionValve() {
    super(true);
  }

  /** Adds it, unless the context has been started before and has it. */
  public static void addTo(Context context) {
    if (Arrays.stream(context.getPipeline().getValves())
        .noneMatch(ApplicationSessionValve.class::isInstance)) {
      context.getPipeline().addValve(new ApplicationSessionValve());
    }
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Optional<String> named = named(request.getQueryString());
    if (named.isPresent() && request.getSessionInternal(true) instanceof WebSession session) {
      session.join(named.get());
    }
    getNext().invoke(request, response);
  }

  /** Reading the request's parameters would use its body up. */
  private static Optional<String> named(String query) {
    return Optional.ofNullable(query).stream()
        .flatMap(text -> Arrays.stream(text.split("&")))
        .filter(parameter -> parameter.startsWith(PARAMETER))
        .map(parameter -> parameter.substring(PARAMETER.length()))
        .findFirst()
        .flatMap(ApplicationSessionValve::decoded);
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
