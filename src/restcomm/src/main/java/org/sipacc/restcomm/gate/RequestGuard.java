package org.sipacc.restcomm.gate;

import javax.sip.RequestEvent;

/** Looks at each request before the engine does. */
interface RequestGuard {

  /**
   * Whether it has dealt with the request, so that the engine must not see it.
   *
   * @throws javax.sip.SipException if its answer cannot be sent
   */
  boolean takes(RequestEvent event) throws javax.sip.SipException;
}
