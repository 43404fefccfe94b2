package org.sipacc.api;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;

/**
 * A SIP servlet whose messages are accounted: extend it instead of {@link SipServlet}, mark calls
 * by {@link Accounting#of}, and send what you send by {@link #send}.
 *
 * <pre>{@code
 * public class Greeter extends AccountedServlet {
 *   @Override
 *   protected void doInvite(SipServletRequest request) throws IOException {
 *     Accounting.of(request).doAccounting("db", "cdr");
 *     send(request.createResponse(200));
 *   }
 *
 *   @Override
 *   protected void doBye(SipServletRequest request) throws IOException {
 *     send(request.createResponse(200));
 *   }
 * }
 * }</pre>
 *
 * <p>A servlet that must extend something else overrides {@code service} with these two lines, or
 * hands each message over where it takes it:
 *
 * <pre>{@code
 * Accounting.take(request, response);
 * super.service(request, response);
 * }</pre>
 *
 * <p>An application with several SIP servlets hands over the messages of each.
 */
public abstract class AccountedServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    Accounting.take(request, response);
    super.service(request, response);
    if (request instanceof SipServletRequest handled) {
      Accounting.handled(handled);
    }
  }

  /** Sends a reply or a request, which accounting sees before: {@link Accounting#send}. */
  protected final void send(SipServletMessage message) throws IOException {
    Accounting.send(message);
  }
}
