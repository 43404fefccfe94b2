package org.sipacc.restcomm.engine;

import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionCreationThreadLocal;

/**
 * Lets one thread at a time into the callbacks of one call (or of one SIP session, or lets all in),
 * as the concurrency mode asks.
 */
final class CallSerializer {

  private final ThreadLocal<Boolean> inContainer = new ThreadLocal<>();
  private volatile ConcurrencyControlMode mode;

  ConcurrencyControlMode mode() {
    return mode;
  }

  void mode(ConcurrencyControlMode newMode) {
    mode = newMode;
  }

  void enter(
      MobicentsSipApplicationSession application,
      MobicentsSipSession session,
      boolean onlyInContainer,
      boolean acquire) {
    if (mode == ConcurrencyControlMode.SipSession && session != null) {
      session.acquire();
    } else if (mode == ConcurrencyControlMode.SipApplicationSession
        && (!onlyInContainer || Boolean.TRUE.equals(inContainer.get()))) {
      inContainer.set(Boolean.TRUE);
      if (application != null
          && accessed().getSipApplicationSessions().add(application)
          && acquire) {
        application.acquire();
      }
    }
  }

  void exit(MobicentsSipApplicationSession application, MobicentsSipSession session) {
    if (mode == ConcurrencyControlMode.SipSession && session != null) {
      session.release();
    } else if (mode == ConcurrencyControlMode.SipApplicationSession) {
      boolean released = releaseAccessed(application);
      inContainer.remove();
      if (!released && application != null) {
        application.release();
      }
    }
  }

  private static boolean releaseAccessed(MobicentsSipApplicationSession application) {
    SipApplicationSessionCreationThreadLocal accessed =
        SipApplicationSessionCreationThreadLocal.getTHRef().get();
    if (accessed == null) {
      return false;
    }
    boolean released = accessed.getSipApplicationSessions().contains(application);
    accessed.getSipApplicationSessions().forEach(MobicentsSipApplicationSession::release);
    accessed.getSipApplicationSessions().clear();
    SipApplicationSessionCreationThreadLocal.getTHRef().remove();
    return released;
  }

  private static SipApplicationSessionCreationThreadLocal accessed() {
    SipApplicationSessionCreationThreadLocal accessed =
        SipApplicationSessionCreationThreadLocal.getTHRef().get();
    if (accessed == null) {
      accessed = new SipApplicationSessionCreationThreadLocal();
      SipApplicationSessionCreationThreadLocal.getTHRef().set(accessed);
    }
    return accessed;
  }
}
