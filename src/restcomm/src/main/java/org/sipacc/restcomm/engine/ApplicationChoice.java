package org.sipacc.restcomm.engine;

import javax.servlet.sip.ar.SipApplicationRouter;
import javax.servlet.sip.ar.SipApplicationRouterInfo;
import javax.servlet.sip.ar.SipApplicationRoutingDirective;
import javax.servlet.sip.ar.SipRouteModifier;
import javax.sip.address.SipURI;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Asks the application router beforehand whether a deployed application takes a request. */
public final class ApplicationChoice {

  /** Parameter of the Route by which the engine sends a request to itself, to the next one. */
  private static final String DIRECTIVE = "directive";

  private final SipEngine engine;

  /** Asks that engine's router. */
  public ApplicationChoice(SipEngine engine) {
    this.engine = engine;
  }

  /** Whether an initial request from outside goes to an application that is up. */
  public boolean findsOne(Request request) {
    if (isOnItsWayBetweenApplications(request)) {
      return true;
    }
    SipApplicationRouter router = engine.dispatcher().getSipApplicationRouter();
    if (router instanceof OnlyApplicationRouter only) {
      return only.hasOne();
    }
    EngineRequest view =
        new EngineRequest(
            (Request) request.clone(),
            (SipFactoryImpl) engine.dispatcher().getSipFactory(),
            null,
            null,
            null,
            false);
    SipApplicationRouterInfo next =
        router.getNextApplication(view, null, SipApplicationRoutingDirective.NEW, null, null);
    String name = next.getNextApplicationName();
    return name == null
        ? next.getRouteModifier() == SipRouteModifier.ROUTE
            || next.getRouteModifier() == SipRouteModifier.ROUTE_BACK
        : engine.application(name).isPresent();
  }

  private boolean isOnItsWayBetweenApplications(Request request) {
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    return route != null
        && route.getAddress().getURI() instanceof SipURI uri
        && uri.getParameter(DIRECTIVE) != null
        && !engine.dispatcher().isRouteExternal(route);
  }
}
