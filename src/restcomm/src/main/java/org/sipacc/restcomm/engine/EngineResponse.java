package org.sipacc.restcomm.engine;

import java.io.IOException;
import java.util.Set;
import javax.servlet.ServletException;
import javax.servlet.sip.ProxyBranch;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.dispatchers.MessageDispatcher;
import org.mobicents.servlet.sip.core.proxy.MobicentsProxyBranch;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletResponseImpl;

/** The engine's response with what Servlet 3.1 and later ask of it. */
public final class EngineResponse extends SipServletResponseImpl {

  private static final Set<Integer> ANSWERED =
      Set.of(
          TransactionState._COMPLETED, TransactionState._CONFIRMED, TransactionState._TERMINATED);

  /** For the engine's deserialisation. */
  public EngineResponse() {}

  EngineResponse(
      Response response,
      SipFactoryImpl factory,
      Transaction transaction,
      MobicentsSipSession session,
      Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    super(response, factory, transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  /** Each challenge is a header of its own (RFC 3261 section 22.3); the engine keeps the last. */
  @Override
  public void addHeader(String name, String value) {
    if (!AuthenticationHeaders.add(message, name, value)) {
      super.addHeader(name, value);
    }
  }

  /**
   * Says which branch answered. A final response ends the wait for that branch's first response,
   * and a 2xx or 6xx that for every branch: the engine lets those timers run.
   */
  @Override
  public void setProxyBranch(MobicentsProxyBranch branch) {
    super.setProxyBranch(branch);
    if (getStatus() < 200 || !getMethod().equals(Request.INVITE)) {
      return;
    }
    branch.cancel1xxTimer();
    if (getStatus() < 300 || getStatus() >= 600) {
      for (ProxyBranch other : branch.getProxy().getProxyBranches()) {
        ((MobicentsProxyBranch) other).cancel1xxTimer();
      }
    }
  }

  /**
   * Sends it, unless the INVITE has its final response already: then what a proxy's branches still
   * answer is dropped, and an application's own response is refused. The engine would send both.
   *
   * @throws IllegalStateException if the application has answered before
   */
  @Override
  public void send() throws IOException {
    if (!comesTooLate()) {
      super.send();
      if (isProxiedResponse() && getStatus() == SC_OK && getMethod().equals(Request.UPDATE)) {
        tellTheApplication();
      }
    } else if (!isProxiedResponse() && getProxyBranch() == null) {
      throw new IllegalStateException("the INVITE has been answered already");
    }
  }

  /** The engine passes a proxied 200 of an UPDATE by its servlet, and no other response. */
  private void tellTheApplication() throws IOException {
    try {
      MessageDispatcher.callServlet(this);
    } catch (ServletException e) {
      throw new IOException("the application failed with the response of an UPDATE", e);
    }
  }

  /** A 2xx never does: each of them goes to the caller (RFC 3261 section 16.7). */
  private boolean comesTooLate() {
    return getStatus() / 100 != 2
        && getMethod().equals(Request.INVITE)
        && getTransaction() instanceof ServerTransaction transaction
        && transaction.getState() != null
        && ANSWERED.contains(transaction.getState().getValue());
  }

  @Override
  public void setContentLengthLong(long length) {
    setContentLength(Math.toIntExact(length));
  }
}
