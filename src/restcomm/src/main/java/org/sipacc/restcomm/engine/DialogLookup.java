package org.sipacc.restcomm.engine;

import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.core.ApplicationRoutingHeaderComposer;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;

/**
 * Finds the session an in-dialog request belongs to, without the side effects of the engine's own.
 */
public final class DialogLookup {

  private static final String APPLICATION = "appname";
  private static final String APPLICATION_SESSION = "app_id";

  private final SipEngine engine;

  /** Looks in that engine's applications. */
  public DialogLookup(SipEngine engine) {
    this.engine = engine;
  }

  /**
   * The session: named by the parameters of our Record-Route in the top Route (proxies) or by the
   * To-tag we gave (user agents).
   */
  public Optional<MobicentsSipSession> find(Request request) {
    return find(request, ownRoute(request));
  }

  /** As {@link #find(Request)}, with that Route of ours. */
  public Optional<MobicentsSipSession> find(Request request, Optional<SipURI> ownRoute) {
    return ownRoute
        .flatMap(this::named)
        .or(() -> namedByTag(request))
        .flatMap(s -> s.sessionOf(request));
  }

  /** The top Route, if it leads to us. */
  public Optional<SipURI> ownRoute(Request request) {
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    return route != null
            && route.getAddress().getURI() instanceof SipURI uri
            && !engine.dispatcher().isRouteExternal(route)
        ? Optional.of(uri)
        : Optional.empty();
  }

  /** The top Route, if it leads to another node and that node has not sent us the request. */
  public Optional<SipURI> peerRoute(Request request) {
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    return route != null
            && route.getAddress().getURI() instanceof SipURI uri
            && engine.peers().has(uri)
            && !engine.peers().isVia(uri, (ViaHeader) request.getHeader(ViaHeader.NAME))
        ? Optional.of(uri)
        : Optional.empty();
  }

  /** Whether the other node that a Route leads to is alive. */
  public boolean answers(SipURI peerRoute) {
    return engine.peers().answers(peerRoute);
  }

  /**
   * Our Record-Route where a strict router, which knows no other way to send to us, has put it: in
   * the Request-URI (RFC 3261 section 16.4). The target is the last Route then.
   */
  public Optional<SipURI> ownRouteInRequestUri(Request request) {
    return request.getHeader(RouteHeader.NAME) != null
            && request.getRequestURI() instanceof SipURI uri
            && uri.getParameter(APPLICATION) != null
            && uri.getParameter(APPLICATION_SESSION) != null
            && engine.locals().isOwnRoute("<" + uri + ">")
        ? Optional.of(uri)
        : Optional.empty();
  }

  /** The application that has put this Route of ours on a Record-Route. */
  public Optional<SipApplication> application(SipURI route) {
    return Optional.ofNullable(route.getParameter(APPLICATION)).flatMap(this::application);
  }

  /** The application of which the engine makes this hash. */
  public Optional<SipApplication> application(String hash) {
    return Optional.ofNullable(engine.dispatcher().getApplicationNameFromHash(hash))
        .flatMap(engine::application);
  }

  private Optional<Name> named(SipURI route) {
    String id = route.getParameter(APPLICATION_SESSION);
    return id == null ? Optional.empty() : application(route).map(a -> new Name(a, id));
  }

  private Optional<Name> namedByTag(Request request) {
    String tag = ((ToHeader) request.getHeader(ToHeader.NAME)).getTag();
    try {
      String[] parts =
          ApplicationRoutingHeaderComposer.getAppNameAndSessionId(engine.dispatcher(), tag);
      return name(parts[1], parts[2]);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Optional<Name> name(String application, String id) {
    return application == null || id == null
        ? Optional.empty()
        : engine.application(application).map(a -> new Name(a, id));
  }

  private record Name(SipApplication application, String applicationSessionId) {
    Optional<MobicentsSipSession> sessionOf(Request request) {
      return application.sessionOf(applicationSessionId, request);
    }
  }
}
