package org.sipacc.restcomm.engine;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.URI;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * What an application wants done with an orphan.
 *
 * @param relay whether it goes on
 * @param uri the only Request-URI it may have then, if the application names it
 * @param routes the only Routes it may have then, our own left out, if the application names them
 * @param pastPeer whether it goes past the other node that its Route leads to
 * @param accepted done before it goes on, and only if it does
 * @param answer what it is answered otherwise; nothing means as any request without a dialog
 */
public record OrphanDecision(
    boolean relay,
    Optional<URI> uri,
    Optional<List<URI>> routes,
    boolean pastPeer,
    Runnable accepted,
    Optional<Answer> answer) {

  /**
   * An answer to the request.
   *
   * @param status 200 to 699, to an INVITE 300 to 699
   * @param reason reason phrase
   */
  public record Answer(int status, String reason) {}

  private static final OrphanDecision REFUSED = refused(Optional.empty());

  /** Answers it as any request without a dialog. */
  static OrphanDecision refused() {
    return REFUSED;
  }

  /** Answers it so. */
  static OrphanDecision answered(int status, String reason) {
    return refused(Optional.of(new Answer(status, reason)));
  }

  private static OrphanDecision refused(Optional<Answer> answer) {
    return new OrphanDecision(false, Optional.empty(), Optional.empty(), false, () -> {}, answer);
  }

  /** The same, with that to be done. */
  OrphanDecision withAccepted(Runnable newAccepted) {
    return new OrphanDecision(relay, uri, routes, pastPeer, newAccepted, answer);
  }

  /**
   * Reads the entries that {@link OrphanCalls} tells of.
   *
   * @throws IllegalArgumentException if one is malformed; the message names it
   */
  static OrphanDecision of(Map<String, Object> entries, String method) {
    if (!entry(entries, "relay", Boolean.class).orElse(false)) {
      return entry(entries, "status", Integer.class)
          .map(status -> answered(status(status, method), reason(entries, status)))
          .orElse(REFUSED);
    }
    Optional<URI> uri = entry(entries, "uri", String.class).map(text -> uri("uri", text));
    Optional<List<URI>> routes = entry(entries, "routes", List.class).map(OrphanDecision::routes);
    return new OrphanDecision(
        true,
        uri,
        // a target alone is one without Routes
        routes.or(() -> uri.map(target -> List.of())),
        entry(entries, "pastPeer", Boolean.class).orElse(false),
        entry(entries, "accepted", Runnable.class).orElse(() -> {}),
        Optional.empty());
  }

  private static int status(int status, String method) {
    int least = method.equals(Request.INVITE) ? 300 : 200;
    if (status < least || status > 699) {
      throw new IllegalArgumentException(
          "status: " + status + " is no final answer to a " + method + "; write for example 481");
    }
    return status;
  }

  private static String reason(Map<String, Object> entries, int status) {
    String reason =
        entry(entries, "reason", String.class).orElse(SIPResponse.getReasonPhrase(status));
    if (reason.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("reason: has a control character");
    }
    return reason;
  }

  private static List<URI> routes(List<?> values) {
    List<URI> routes = new ArrayList<>();
    for (Object value : values) {
      routes.add(uri("routes", String.valueOf(value)));
    }
    return List.copyOf(routes);
  }

  /** Takes a URI, or an address with a URI in it. */
  private static URI uri(String name, String text) {
    try {
      URI uri =
          text.contains("<")
              ? SipFactoryImpl.addressFactory.createAddress(text).getURI()
              : SipFactoryImpl.addressFactory.createURI(text);
      if (uri instanceof SipUri sip) {
        // may stand in a Contact, but not in a Request-URI (RFC 3261 section 19.1.1)
        sip.clearQheaders();
        sip.removeParameter("method");
      }
      return uri;
    } catch (ParseException e) {
      throw new IllegalArgumentException(name + ": '" + text + "' is no URI", e);
    }
  }

  private static <T> Optional<T> entry(Map<String, Object> entries, String name, Class<T> type) {
    Object value = entries.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(name + ": must be a " + type.getSimpleName());
    }
    return Optional.ofNullable(type.cast(value));
  }

  /** Whether a request with this Request-URI and these Routes, ours left out, may go on. */
  public boolean allows(URI requestUri, List<URI> remainingRoutes) {
    return relay
        && uri.map(requestUri::equals).orElse(true)
        && routes.map(remainingRoutes::equals).orElse(true);
  }
}
