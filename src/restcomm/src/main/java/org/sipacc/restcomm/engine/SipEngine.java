package org.sipacc.restcomm.engine;

import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TransportNotSupportedException;
import org.mobicents.ext.javax.sip.dns.DefaultDNSServerLocator;
import org.mobicents.servlet.sip.JainSipUtils;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.ExtendedListeningPoint;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.ListenAddress;
import org.sipacc.restcomm.stack.LocalAddresses;
import org.sipacc.restcomm.stack.RoutedProvider;

/**
 * The Restcomm engine of this process: its stack, its dispatcher, its listening points. The engine
 * keeps a static reference to it, so there is one per process.
 */
public final class SipEngine {

  private final EngineService service = new EngineService();
  private final SipApplicationDispatcherImpl dispatcher;
  private final SipStack stack;
  private final LocalAddresses locals = new LocalAddresses();
  private final OwnRequests ownRequests;
  private final Peers peers;
  private volatile boolean draining;

  /**
   * Builds stack and dispatcher; nothing is listened to yet.
   *
   * @throws IllegalStateException if the engine cannot be built
   */
  public SipEngine() {
    System.setProperty(
        "javax.servlet.sip.ar.spi.SipApplicationRouterProvider",
        ApplicationRouterProvider.class.getName());
    service.publish();
    dispatcher = new SipApplicationDispatcherImpl();
    service.setSipApplicationDispatcher(dispatcher);
    SipFactoryImpl factory = (SipFactoryImpl) dispatcher.getSipFactory();
    dispatcher.setSipService(service);
    factory.initialize("gov.nist", true);
    dispatcher.setDomain("sipacc");
    dispatcher.setDNSServerLocator(new DefaultDNSServerLocator());
    dispatcher.setDNSTimeout(service.getDnsTimeout());
    stack = createStack(StackProperties.forServer());
    service.stack(stack);
    configure();
    dispatcher.init();
    ownRequests = new OwnRequests(stack(), locals);
    peers = new Peers(ownRequests);
  }

  private SipStack createStack(Properties properties) {
    try {
      return ((SipFactoryImpl) dispatcher.getSipFactory())
          .getJainSipFactory()
          .createSipStack(properties);
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("the SIP stack cannot be created", e);
    }
  }

  private void configure() {
    dispatcher.setGatherStatistics(false);
    dispatcher.setConcurrencyControlMode(ConcurrencyControlMode.SipApplicationSession);
    dispatcher.setBypassRequestExecutor(true);
    dispatcher.setBypassResponseExecutor(true);
    dispatcher.setBaseTimerInterval(500);
    dispatcher.setT2Interval(4000);
    dispatcher.setT4Interval(5000);
    dispatcher.setTimerDInterval(32000);
    dispatcher.setMemoryThreshold(95);
    dispatcher.setBackToNormalMemoryThreshold(90);
    dispatcher.setCongestionControlCheckingInterval(30000);
    dispatcher.setCongestionControlPolicyByName("ErrorResponse");
    dispatcher.setQueueSize(1500);
    dispatcher.setBackToNormalQueueSize(1300);
    dispatcher.setSipStack(stack);
  }

  /**
   * The engine first uses this class between making a server transaction and setting its timers.
   * Loading it there can take so long on a busy machine that the stack has sent its 100 meanwhile;
   * then the timers cannot be set any more, and the first call is answered 500.
   */
  private static void loadTimers() {
    try {
      Class.forName(JainSipUtils.class.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the engine is not whole", e);
    }
  }

  /** The engine's dispatcher. */
  public SipApplicationDispatcher dispatcher() {
    return dispatcher;
  }

  /** Where this server listens. */
  public LocalAddresses locals() {
    return locals;
  }

  /** The stack. */
  public SIPTransactionStack stack() {
    return (SIPTransactionStack) stack;
  }

  /** What sends requests of this server's own. */
  public OwnRequests ownRequests() {
    return ownRequests;
  }

  /** The other nodes of this installation. */
  public Peers peers() {
    return peers;
  }

  /** What takes the stack's events, behind the gate. */
  public SipListenerExt listener() {
    return dispatcher;
  }

  /**
   * Listens on these addresses and takes messages.
   *
   * @param addresses where
   * @param listener takes the stack's events in front of the dispatcher
   * @throws java.io.IOException if one of the addresses cannot be had; the message names it
   */
  public void start(List<ListenAddress> addresses, SipListener listener)
      throws java.io.IOException {
    loadTimers();
    dispatcher.start();
    for (ListenAddress address : addresses) {
      try {
        open(address, listener);
      } catch (InvalidArgumentException
          | TransportNotSupportedException
          | ObjectInUseException
          | TooManyListenersException e) {
        throw new java.io.IOException("cannot listen on " + address + ": " + reason(e), e);
      }
    }
    dispatcher.putInService();
    ownRequests.start();
  }

  private void open(ListenAddress address, SipListener listener)
      throws InvalidArgumentException,
          TransportNotSupportedException,
          ObjectInUseException,
          TooManyListenersException {
    ListeningPointExt point =
        (ListeningPointExt)
            stack.createListeningPoint(address.host(), address.port(), address.transport());
    SipProvider provider = stack.createSipProvider(point);
    provider.addSipListener(listener);
    SipConnector connector = new SipConnector();
    connector.setIpAddress(address.host());
    connector.setPort(address.port());
    connector.setTransport(address.transport());
    service.add(connector);
    locals.add(point, provider);
    dispatcher
        .getSipNetworkInterfaceManager()
        .addExtendedListeningPoint(
            new ExtendedListeningPoint(RoutedProvider.of(provider, locals), point, connector));
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** From now on initial requests get 503; calls that are up go on. */
  public void drain() {
    draining = true;
  }

  /** Whether initial requests get 503. */
  public boolean isDraining() {
    return draining;
  }

  /** How many calls the applications have. */
  public int openCalls() {
    return applications().stream().mapToInt(SipApplication::openCalls).sum();
  }

  /** Stops the dispatcher and the stack. */
  public void stop() {
    peers.close();
    ownRequests.close();
    dispatcher.stop();
  }

  /** The SIP application of that name, if it is deployed. */
  public Optional<SipApplication> application(String name) {
    return Optional.ofNullable((SipApplication) dispatcher.findSipApplication(name));
  }

  /** The deployed SIP applications. */
  public List<SipApplication> applications() {
    List<SipApplication> applications = new ArrayList<>();
    dispatcher.findSipApplications().forEachRemaining(a -> applications.add((SipApplication) a));
    return applications;
  }
}
