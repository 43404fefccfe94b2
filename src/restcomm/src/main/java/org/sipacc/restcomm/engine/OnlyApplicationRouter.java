package org.sipacc.restcomm.engine;

import java.io.Serializable;
import java.util.List;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.ar.SipApplicationRouter;
import javax.servlet.sip.ar.SipApplicationRouterInfo;
import javax.servlet.sip.ar.SipApplicationRoutingDirective;
import javax.servlet.sip.ar.SipApplicationRoutingRegion;
import javax.servlet.sip.ar.SipRouteModifier;
import javax.servlet.sip.ar.SipTargetedRequestInfo;

/**
 * Sends every initial request that comes from outside to the one deployed application; what that
 * application sends goes out. With several applications, none is chosen: that needs a DAR file.
 */
final class OnlyApplicationRouter implements SipApplicationRouter {

  private static final String PASSED = "passed";

  private final NavigableSet<String> deployed = new ConcurrentSkipListSet<>();

  @Override
  public void init() {
    deployed.clear();
  }

  @Override
  public void init(Properties properties) {
    init();
  }

  @Override
  public void destroy() {
    deployed.clear();
  }

  @Override
  public void applicationDeployed(List<String> names) {
    deployed.addAll(names);
  }

  @Override
  public void applicationUndeployed(List<String> names) {
    names.forEach(deployed::remove);
  }

  /** Whether there is an application to send requests to. */
  boolean hasOne() {
    return deployed.size() == 1;
  }

  @Override
  public SipApplicationRouterInfo getNextApplication(
      SipServletRequest request,
      SipApplicationRoutingRegion region,
      SipApplicationRoutingDirective directive,
      SipTargetedRequestInfo targeted,
      Serializable stateInfo) {
    if (targeted != null && deployed.contains(targeted.getApplicationName())) {
      return to(targeted.getApplicationName(), request);
    }
    boolean fromApplication = PASSED.equals(stateInfo) || request.getSession(false) != null;
    if (fromApplication || deployed.size() != 1) {
      return new SipApplicationRouterInfo(null, null, null, null, null, null);
    }
    return to(deployed.first(), request);
  }

  private static SipApplicationRouterInfo to(String application, SipServletRequest request) {
    return new SipApplicationRouterInfo(
        application,
        SipApplicationRoutingRegion.NEUTRAL_REGION,
        request.getFrom().getURI().toString(),
        null,
        SipRouteModifier.NO_ROUTE,
        PASSED);
  }
}
