package org.sipacc.restcomm.engine;

import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.core.ApplicationRoutingHeaderComposer;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;

/**
 * Finds the session an in-dialog request belongs to, without the side effects of the engine's own.
 */
public final class DialogLookup {

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
    return ownRoute(request)
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

  private Optional<Name> named(SipURI route) {
    String hash = route.getParameter("appname");
    String id = route.getParameter("app_id");
    return hash == null || id == null
        ? Optional.empty()
        : name(engine.dispatcher().getApplicationNameFromHash(hash), id);
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
