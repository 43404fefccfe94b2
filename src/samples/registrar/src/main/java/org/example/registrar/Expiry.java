package org.example.registrar;

import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.annotation.SipListener;

/** Forgets who has not registered again in time. */
@SipListener
public class Expiry implements TimerListener {
  @Override
  public void timeout(ServletTimer timer) {
    Locations.remove((String) timer.getInfo());
  }
}
