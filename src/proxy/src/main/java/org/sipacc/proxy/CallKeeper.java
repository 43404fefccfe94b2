package org.sipacc.proxy;

import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipApplicationSessionEvent;
import javax.servlet.sip.SipApplicationSessionListener;

/**
 * Keeps the container from forgetting a call that is up: an application session expires by an idle
 * timer, and a call whose session expired can neither be hung up nor accounted.
 */
public class CallKeeper implements SipApplicationSessionListener {
  private static final int MORE_MINUTES = 5;

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    SipApplicationSession session = event.getApplicationSession();
    ProxiedRequest.of(session)
        .ifPresent(
            request -> {
              if (request.isAlive()) {
                session.setExpires(MORE_MINUTES);
              } else {
                request.released();
              }
            });
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    // nothing is known of the call yet
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    // the call is over, or its deadline will end it
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    ProxiedRequest.of(event.getApplicationSession()).ifPresent(ProxiedRequest::released);
  }
}
