package org.sipacc.proxy;

import java.io.IOException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.service.Accounting;

/** Keeps new calls out while nothing could be recorded of them (RFC 3261 section 21.5.4). */
final class Admission {
  private static final String RETRY_AFTER_SECONDS = "10";

  private Admission() {}

  /**
   * Answers an initial request 503 if it may not be taken. What belongs to a call that is up, or
   * has no answer, is always let through.
   *
   * @return whether it was answered
   */
  static boolean isRefused(Accounting accounting, SipServletRequest request) throws IOException {
    boolean startsSomething =
        !request.getMethod().equals("ACK")
            && !request.getMethod().equals("CANCEL")
            && Facts.toTag(request).isEmpty();
    if (!startsSomething || accounting.admitsRequest()) {
      return false;
    }
    SipServletResponse response = request.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    response.send();
    request.getApplicationSession().setExpires(1);
    return true;
  }
}
