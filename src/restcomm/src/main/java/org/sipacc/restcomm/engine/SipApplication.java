package org.sipacc.restcomm.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletContextEvent;
import javax.servlet.sip.SipServletListener;
import javax.sip.message.Request;
import org.apache.catalina.core.StandardContext;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.mobicents.servlet.sip.core.SipContextEvent;
import org.mobicents.servlet.sip.core.SipContextEventType;
import org.mobicents.servlet.sip.core.SipManager;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.core.session.SipSessionsUtilImpl;
import org.mobicents.servlet.sip.core.timers.StandardSipApplicationSessionTimerService;
import org.mobicents.servlet.sip.core.timers.TimerServiceImpl;
import org.mobicents.servlet.sip.message.SipFactoryFacade;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.restcomm.descriptor.SipListenerDeclaration;
import org.sipacc.restcomm.descriptor.SipServletDeclaration;

/**
 * A SIP application: the SIP side of a web application that Tomcat has made. Servlets and listeners
 * are made by that application's instance manager, so the container injects them.
 */
public final class SipApplication extends EngineContext {

  private final SipEngine engine;
  private final Map<String, SipServletHolder> servlets = new LinkedHashMap<>();
  private final InjectedListeners listeners;
  private final EngineFunctions functions;
  private final SipSessions sessions;
  private final OrphanCalls orphanCalls = new OrphanCalls();
  private volatile IntSupplier openCalls = this::activeApplicationSessions;
  private boolean notified;

  /** Makes it; {@link #attach} and {@link #start} follow. */
  public SipApplication(SipEngine engine, StandardContext context, SipDescriptor descriptor) {
    super(context, descriptor, engine.dispatcher());
    this.engine = engine;
    for (SipServletDeclaration servlet : descriptor.servlets()) {
      servlets.put(servlet.name(), new SipServletHolder(context, servlet));
    }
    listeners = new InjectedListeners(this, context);
    functions = new EngineFunctions(engine, this);
    listeners.addListener(functions);
    sessions = new SipSessions(this, context, engine.dispatcher().getSipFactory());
    services(
        new SipFactoryFacade((SipFactoryImpl) engine.dispatcher().getSipFactory(), this),
        new SipSessionsUtilImpl(this),
        new ApplicationTimers(
            new TimerServiceImpl(engine.dispatcher().getSipService(), getApplicationName()),
            new BranchTimers(getApplicationName()),
            new StandardSipApplicationSessionTimerService(getApplicationName())));
  }

  /** Puts the {@code javax.servlet.sip.*} attributes into the servlet context. */
  public void attach() {
    var attributes = getServletContext();
    attributes.setAttribute(SipServlet.SIP_FACTORY, getSipFactoryFacade());
    attributes.setAttribute(SipServlet.TIMER_SERVICE, getTimerService());
    attributes.setAttribute(SipServlet.SIP_SESSIONS_UTIL, getSipSessionsUtil());
    attributes.setAttribute(
        SipServlet.SUPPORTED, List.of(engine.dispatcher().getExtensionsSupported()));
    attributes.setAttribute(
        SipServlet.SUPPORTED_RFCs, List.of(engine.dispatcher().getRfcSupported()));
    attributes.setAttribute("javax.servlet.sip.100rel", true);
    attributes.setAttribute(EngineFunctions.ATTRIBUTE, functions.asMap());
    publishOutboundInterfaces();
  }

  private void publishOutboundInterfaces() {
    getServletContext()
        .setAttribute(SipServlet.OUTBOUND_INTERFACES, engine.dispatcher().getOutboundInterfaces());
  }

  /**
   * Makes servlets and listeners.
   *
   * @throws ServletException if one of them cannot be made or fails to initialise, or another
   *     application has this name
   */
  public void start() throws ServletException {
    Optional<SipApplication> other = engine.application(getApplicationName());
    if (other.isPresent()) {
      throw new ServletException(
          "<app-name> '"
              + getApplicationName()
              + "' is already taken by "
              + other.get().getPath()
              + "; choose another");
    }
    timers().start();
    for (SipListenerDeclaration listener : descriptor().listeners()) {
      listeners.load(listener.className(), getSipContextClassLoader());
    }
    for (ServletContextListener listener : listeners.getServletContextListeners()) {
      listener.contextInitialized(new ServletContextEvent(getServletContext()));
    }
    List<SipServletHolder> atStart =
        servlets.values().stream()
            .filter(s -> s.getLoadOnStartup() >= 0)
            .sorted(Comparator.comparingInt(SipServletHolder::getLoadOnStartup))
            .toList();
    for (SipServletHolder servlet : atStart) {
      servlet.allocate();
    }
  }

  /** Takes requests from now on. */
  public void publish() {
    engine.dispatcher().addSipApplication(getApplicationName(), this);
  }

  /** Takes no more requests and ends its sessions. */
  public void withdraw() {
    if (engine.application(getApplicationName()).filter(this::equals).isPresent()) {
      engine.dispatcher().removeSipApplication(getApplicationName());
    }
  }

  /** Destroys servlets and listeners. */
  public void stop() {
    timers().stop();
    for (ServletContextListener listener : listeners.getServletContextListeners()) {
      listener.contextDestroyed(new ServletContextEvent(getServletContext()));
    }
    servlets.values().forEach(SipServletHolder::destroy);
    listeners.clean();
    orphanCalls.close();
  }

  @Override
  public boolean notifySipContextListeners(SipContextEvent event) {
    publishOutboundInterfaces();
    if (event.getEventType() != SipContextEventType.SERVLET_INITIALIZED
        || notified
        || !getSipApplicationDispatcher()
            .getSipNetworkInterfaceManager()
            .getExtendedListeningPoints()
            .hasNext()) {
      return true;
    }
    notified = true;
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    enterSipContext();
    enterSipApp(null, null, false, true);
    try {
      return servletsInitialized();
    } finally {
      exitSipApp(null, null);
      exitSipContext(before);
    }
  }

  private boolean servletsInitialized() {
    try {
      for (SipServletHolder holder : servlets.values()) {
        if (holder.allocate() instanceof SipServlet servlet) {
          for (SipServletListener listener : listeners.getSipServletsListeners()) {
            listener.servletInitialized(new SipServletContextEvent(getServletContext(), servlet));
          }
        }
      }
      return true;
    } catch (ServletException | RuntimeException e) {
      context()
          .getLogger()
          .error("SIP application '" + getApplicationName() + "' failed in servletInitialized", e);
      return false;
    }
  }

  @Override
  public InjectedListeners getListeners() {
    return listeners;
  }

  @Override
  public SipManager getSipManager() {
    return sessions;
  }

  /** The session of that application session to which the in-dialog request belongs. */
  Optional<MobicentsSipSession> sessionOf(String applicationSessionId, Request request) {
    return sessions.existing(
        SessionManagerUtil.getSipApplicationSessionKey(
            getApplicationName(), applicationSessionId, null),
        request);
  }

  /** How many application sessions it has now. */
  public int activeApplicationSessions() {
    return sessions.getActiveSipApplicationSessions();
  }

  /** Whether there is an application session of that id, as Via branches and Routes name it. */
  public boolean hasApplicationSession(String id) {
    return sessions.exists(
        SessionManagerUtil.getSipApplicationSessionKey(getApplicationName(), id, null));
  }

  /** What it says about calls without a session. */
  public OrphanCalls orphanCalls() {
    return orphanCalls;
  }

  /** Registers what tells how many calls it has. */
  void openCalls(IntSupplier newOpenCalls) {
    InApplication here = InApplication.here();
    openCalls = () -> here.call(newOpenCalls::getAsInt);
  }

  /** How many calls it has, as far as it tells; else how many application sessions. */
  int openCalls() {
    return openCalls.getAsInt();
  }

  @Override
  public MobicentsSipServlet findSipServletByName(String name) {
    return name == null ? null : servlets.get(name);
  }

  @Override
  public MobicentsSipServlet findSipServletByClassName(String className) {
    return servlets.values().stream()
        .filter(s -> s.className().equals(className))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Map<String, MobicentsSipServlet> getChildrenMap() {
    return Map.copyOf(servlets);
  }
}
