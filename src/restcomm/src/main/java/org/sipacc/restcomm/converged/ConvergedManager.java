package org.sipacc.restcomm.converged;

import org.apache.catalina.Session;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.session.StandardSession;
import org.sipacc.restcomm.engine.SipApplication;

/**
 * The HTTP sessions of a SIP application: each may be part of an application session. They end with
 * the server, as SIP sessions do.
 */
public final class ConvergedManager extends StandardManager {
  private final SipApplication application;

  /** Makes it; the context is told of it next. */
  public ConvergedManager(SipApplication application) {
    this.application = application;
    setPathname(null);
  }

  @Override
  protected StandardSession getNewSession() {
    return new WebSession(this, application);
  }

  @Override
  public Session createEmptySession() {
    return getNewSession();
  }

  @Override
  public String getName() {
    return ConvergedManager.class.getSimpleName();
  }
}
