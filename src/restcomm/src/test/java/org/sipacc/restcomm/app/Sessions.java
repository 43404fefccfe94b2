package org.sipacc.restcomm.app;

import javax.ejb.EJB;
import javax.inject.Inject;
import javax.servlet.sip.SipServletContextEvent;
import javax.servlet.sip.SipServletListener;
import javax.servlet.sip.SipSessionEvent;
import javax.servlet.sip.SipSessionListener;

/** A plain listener, injected. */
public class Sessions implements SipSessionListener, SipServletListener {

  @EJB private Journal journal;
  @Inject private Greeting greeting;

  @Override
  public void servletInitialized(SipServletContextEvent event) {
    journal.note("servletInitialized " + greeting.word());
  }

  @Override
  public void sessionCreated(SipSessionEvent event) {
    journal.note("sessionCreated");
  }

  @Override
  public void sessionDestroyed(SipSessionEvent event) {
    journal.note("sessionDestroyed " + event.getSession().getCallId());
  }

  @Override
  public void sessionReadyToInvalidate(SipSessionEvent event) {
    journal.note("sessionReadyToInvalidate");
  }
}
