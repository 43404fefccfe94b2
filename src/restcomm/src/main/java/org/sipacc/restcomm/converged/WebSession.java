package org.sipacc.restcomm.converged;

import java.text.ParseException;
import java.util.Optional;
import org.apache.catalina.Manager;
import org.apache.catalina.session.StandardSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;
import org.sipacc.restcomm.engine.SipApplication;

/** An HTTP session that knows its application session. */
final class WebSession extends StandardSession {
  private static final long serialVersionUID = 1L;

  private final transient SipApplication application;
  private transient SipApplicationSessionKey key;
  private transient ConvergedFacade converged;

  WebSession(Manager manager, SipApplication application) {
    super(manager);
    this.application = application;
  }

  @Override
  public synchronized ConvergedFacade getSession() {
    if (converged == null) {
      converged = new ConvergedFacade(this);
    }
    return converged;
  }

  /** Its application session, as long as that lives; made if it is asked for. */
  synchronized Optional<MobicentsSipApplicationSession> applicationSession(boolean create) {
    Optional<MobicentsSipApplicationSession> known = existing(key);
    if (known.isPresent() || !create || !isValidInternal()) {
      return known;
    }
    SipApplicationSessionKey fresh =
        SessionManagerUtil.getSipApplicationSessionKey(
            application.getApplicationName(), null, null);
    MobicentsSipApplicationSession made =
        application.getSipManager().getSipApplicationSession(fresh, true);
    join(fresh, made);
    return Optional.of(made);
  }

  /**
   * Makes it part of an application session: its page's address named that ({@code
   * SipApplicationSession.encodeURL}). One that does not live, or a session that is part of another
   * already, changes nothing.
   *
   * @param id what {@code SipApplicationSession.getId} tells
   */
  synchronized void join(String id) {
    Optional<SipApplicationSessionKey> named = keyOf(id);
    if (named.isPresent() && existing(key).isEmpty()) {
      existing(named.get()).ifPresent(session -> join(named.get(), session));
    }
  }

  private Optional<SipApplicationSessionKey> keyOf(String id) {
    try {
      return Optional.of(SessionManagerUtil.parseSipApplicationSessionKey(id))
          .filter(named -> named.getApplicationName().equals(application.getApplicationName()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private void join(SipApplicationSessionKey named, MobicentsSipApplicationSession session) {
    key = named;
    session.addHttpSession(getSession());
  }

  private Optional<MobicentsSipApplicationSession> existing(SipApplicationSessionKey of) {
    return Optional.ofNullable(of)
        .map(known -> application.getSipManager().getSipApplicationSession(known, false))
        .filter(MobicentsSipApplicationSession::isValidInternal);
  }

  /** Whether it lives; unlike {@code isValid}, asking does not end it. */
  boolean lives() {
    return isValidInternal();
  }

  /** A login changes the id, by which the application session knows it. */
  @Override
  public void tellChangedSessionId(
      String newId, String oldId, boolean notifySessionListeners, boolean notifyContainer) {
    super.tellChangedSessionId(newId, oldId, notifySessionListeners, notifyContainer);
    applicationSession(false).ifPresent(session -> session.addHttpSession(getSession()));
  }

  @Override
  public void expire(boolean notify) {
    applicationSession(false).ifPresent(session -> session.removeHttpSession(getSession()));
    super.expire(notify);
  }
}
