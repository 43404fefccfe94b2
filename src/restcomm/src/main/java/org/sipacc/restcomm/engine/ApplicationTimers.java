package org.sipacc.restcomm.engine;

import org.mobicents.servlet.sip.core.timers.ProxyTimerService;
import org.mobicents.servlet.sip.core.timers.SipApplicationSessionTimerService;
import org.mobicents.servlet.sip.core.timers.SipServletTimerService;

/**
 * The engine's timers of one application.
 *
 * @param servlet the application's own
 * @param proxy those of proxy branches
 * @param session expiry of application sessions
 */
record ApplicationTimers(
    SipServletTimerService servlet,
    ProxyTimerService proxy,
    SipApplicationSessionTimerService session) {

  void start() {
    servlet.start();
    proxy.start();
    session.start();
  }

  void stop() {
    session.stop();
    servlet.stop();
    proxy.stop();
  }
}
