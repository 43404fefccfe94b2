package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * The provider the engine sends by. The engine always takes the first listening point of a
 * transport; this one sends each request by the listening point that leads to its next hop, with
 * that one's address in Via and Record-Route. It also keeps a second final answer from the caller.
 */
public final class RoutedProvider implements InvocationHandler {

  private final SipProvider real;
  private final LocalAddresses locals;

  private RoutedProvider(SipProvider real, LocalAddresses locals) {
    this.real = real;
    this.locals = locals;
  }

  /** Wraps the provider of one listening point. */
  public static SipProvider of(SipProvider real, LocalAddresses locals) {
    return (SipProvider)
        Proxy.newProxyInstance(
            RoutedProvider.class.getClassLoader(),
            new Class<?>[] {SipProvider.class},
            new RoutedProvider(real, locals));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    SipProvider target = real;
    switch (method.getName()) {
      case "getNewClientTransaction", "sendRequest" -> target = leaving((SIPRequest) arguments[0]);
      case "sendResponse" -> {
        if (isSecondFinal((SIPResponse) arguments[0])) {
          return null;
        }
      }
      default -> {
        // as it is
      }
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private SipProvider leaving(SIPRequest request) throws SipException {
    Via via = request.getTopmostVia();
    if (via == null) {
      return real;
    }
    if (request.getMethod().equals(Request.CANCEL)) {
      // goes where its INVITE went
      return locals
          .at(via.getHost(), via.getPort(), via.getTransport())
          .map(LocalAddresses.Local::provider)
          .orElse(real);
    }
    Optional<LocalAddresses.Local> in = receiving(request);
    Optional<LocalAddresses.Local> only = locals.only(via.getTransport());
    try {
      LocalAddresses.Local out = only.isPresent() ? only.get() : towardsNextHop(request, in);
      via.setHost(out.point().getIPAddress());
      via.setPort(out.point().getPort());
      RecordRoutes.rewrite(request, in, out);
      return out.provider();
    } catch (SocketException | ParseException | InvalidArgumentException e) {
      throw new SipException("there is no way out for a " + request.getMethod(), e);
    }
  }

  private LocalAddresses.Local towardsNextHop(SIPRequest request, Optional<LocalAddresses.Local> in)
      throws SipException, SocketException {
    Hop hop = stack().getNextHop(request);
    if (hop == null) {
      throw new SocketException("it has no next hop");
    }
    return locals.towards(hop, in);
  }

  private SIPTransactionStack stack() {
    return (SIPTransactionStack) real.getSipStack();
  }

  private Optional<LocalAddresses.Local> receiving(SIPRequest request) {
    Iterator<?> vias = request.getHeaders(ViaHeader.NAME);
    vias.next();
    return vias.hasNext()
        ? locals.receiving(request, ((ViaHeader) vias.next()).getTransport())
        : Optional.empty();
  }

  /**
   * The engine sends final responses to an INVITE by its server transaction, and by the provider
   * only what comes after: a retransmission, which that transaction repeats itself, or the best of
   * the branches when the application has answered already. A 2xx is always let through.
   */
  private static boolean isSecondFinal(SIPResponse response) {
    return response.getStatusCode() >= 300 && response.getCSeq().getMethod().equals(Request.INVITE);
  }
}
