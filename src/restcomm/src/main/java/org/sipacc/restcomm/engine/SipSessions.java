package org.sipacc.restcomm.engine;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.http.HttpSession;
import javax.sip.message.Request;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.mobicents.servlet.sip.core.MobicentsSipFactory;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipManager;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionKey;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.core.session.SipStandardManagerDelegate;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** The SIP sessions and application sessions of one application, in memory. */
final class SipSessions extends SipStandardManagerDelegate implements SipManager {

  private final Context context;

  SipSessions(SipContext application, Context context, MobicentsSipFactory factory) {
    this.context = context;
    setContainer(application);
    setMobicentsSipFactory(factory);
  }

  @Override
  public void setMobicentsSipFactory(MobicentsSipFactory factory) {
    setSipFactoryImpl((SipFactoryImpl) factory);
  }

  @Override
  public MobicentsSipFactory getMobicentsSipFactory() {
    return getSipFactoryImpl();
  }

  @Override
  public MobicentsSipApplicationSession getSipApplicationSession(
      MobicentsSipApplicationSessionKey key, boolean create) {
    return getSipApplicationSession((SipApplicationSessionKey) key, create);
  }

  @Override
  public MobicentsSipSession getSipSession(
      MobicentsSipSessionKey key,
      boolean create,
      MobicentsSipFactory factory,
      MobicentsSipApplicationSession applicationSession) {
    return getSipSession((SipSessionKey) key, create, (SipFactoryImpl) factory, applicationSession);
  }

  /** Whether there is that application session. */
  boolean exists(SipApplicationSessionKey key) {
    return sipApplicationSessions.containsKey(key);
  }

  /** The session to which an in-dialog request belongs, in whichever direction it goes. */
  Optional<MobicentsSipSession> existing(SipApplicationSessionKey key, Request request) {
    return sipApplicationSessions.containsKey(key)
        ? existing(key, request, false).or(() -> existing(key, request, true))
        : Optional.empty();
  }

  private Optional<MobicentsSipSession> existing(
      SipApplicationSessionKey key, Request request, boolean inverted) {
    SipSessionKey sessionKey =
        SessionManagerUtil.getSipSessionKey(
            key.getId(), key.getApplicationName(), request, inverted);
    return Optional.ofNullable(sipSessions.get(sessionKey))
        .filter(session -> hasToTag(session, sessionKey.getToTag()));
  }

  private static boolean hasToTag(MobicentsSipSession session, String toTag) {
    String known = session.getKey().getToTag();
    return known == null || known.equals(toTag) || session.findDerivedSipSession(toTag) != null;
  }

  /** The HTTP session of that id, for application sessions that have some. */
  @Override
  public HttpSession findSession(String id) throws IOException {
    Manager manager = context.getManager();
    Session session = manager == null ? null : manager.findSession(id);
    return session == null ? null : session.getSession();
  }
}
