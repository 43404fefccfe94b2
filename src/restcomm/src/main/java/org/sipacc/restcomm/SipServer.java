package org.sipacc.restcomm;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;

/** Tomcat's server listener that starts and stops the SIP engine with the server. */
public final class SipServer implements LifecycleListener {

  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    if (Lifecycle.AFTER_START_EVENT.equals(event.getType())) {
      ListenAddress.parseList(System.getProperty(ListenAddress.PROPERTY, ""))
          .forEach(ServerState.current()::listeningOn);
    }
  }
}
