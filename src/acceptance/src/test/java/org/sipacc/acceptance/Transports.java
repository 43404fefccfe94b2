package org.sipacc.acceptance;

import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;

/** What the caller and the callee of a call speak. */
enum Transports {
  UDP_TO_UDP,
  UDP_TO_TCP,
  TCP_TO_UDP,
  TCP_TO_TCP;

  Phone caller(SipFlow flow) {
    return name().startsWith("TCP") ? flow.tcp("alice") : flow.udp("alice");
  }

  Phone callee(SipFlow flow) {
    return name().endsWith("TCP") ? flow.tcp("bob") : flow.udp("bob");
  }

  @Override
  public String toString() {
    return name().replace("_TO_", " to ");
  }
}
