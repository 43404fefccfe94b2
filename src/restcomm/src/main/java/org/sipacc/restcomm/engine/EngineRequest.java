package org.sipacc.restcomm.engine;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletContext;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.TooManyHopsException;
import javax.servlet.sip.URI;
import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.core.RoutingState;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletRequestImpl;

/** The engine's request with what Servlet 3 and later ask of a {@link ServletRequest}. */
public final class EngineRequest extends SipServletRequestImpl {

  private volatile boolean cancelled;

  /** For the engine's deserialisation. */
  public EngineRequest() {}

  EngineRequest(
      Request request,
      SipFactoryImpl factory,
      MobicentsSipSession session,
      Transaction transaction,
      Dialog dialog,
      boolean createDialog) {
    super(request, factory, session, transaction, dialog, createDialog);
  }

  /** A message may have credentials for several realms; the engine keeps the last. */
  @Override
  public void addHeader(String name, String value) {
    if (!AuthenticationHeaders.add(message, name, value)) {
      super.addHeader(name, value);
    }
  }

  /**
   * Whether it has its final answer, also when that was the 487 to a CANCEL: the engine forgets it
   * with the transaction.
   */
  @Override
  public boolean isCommitted() {
    return cancelled || super.isCommitted();
  }

  /**
   * Its proxy.
   *
   * @throws IllegalStateException if a CANCEL came before it was relayed (JSR 289 section 10.2.6)
   */
  @Override
  public Proxy getProxy(boolean create) throws TooManyHopsException {
    if (cancelled) {
      throw new IllegalStateException("a CANCEL came, and the INVITE was answered 487");
    }
    return super.getProxy(create);
  }

  @Override
  public void setRoutingState(RoutingState state) {
    super.setRoutingState(state);
    if (state == RoutingState.CANCELLED) {
      cancelled = true;
    }
  }

  /** The parameters of the popped Route, else of the Request-URI (JSR 289 section 5.6.1). */
  @Override
  public Map<String, String[]> getParameterMap() {
    URI uri = getPoppedRoute() == null ? getRequestURI() : getPoppedRoute().getURI();
    Map<String, String[]> parameters = new HashMap<>();
    for (Iterator<String> names = uri.getParameterNames(); names.hasNext(); ) {
      String name = names.next();
      parameters.put(name, new String[] {uri.getParameter(name)});
    }
    return parameters;
  }

  @Override
  public long getContentLengthLong() {
    return getContentLength();
  }

  @Override
  public ServletContext getServletContext() {
    return getSession(false) == null ? null : getSession(false).getServletContext();
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public AsyncContext startAsync() {
    throw new IllegalStateException("a SIP request knows no servlet async mode");
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return startAsync();
  }

  @Override
  public AsyncContext getAsyncContext() {
    return startAsync();
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }
}
