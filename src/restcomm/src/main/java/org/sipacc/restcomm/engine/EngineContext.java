package org.sipacc.restcomm.engine;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import javax.servlet.ServletContext;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.TimerService;
import org.apache.catalina.core.StandardContext;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipListeners;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletResponse;
import org.mobicents.servlet.sip.core.security.MobicentsSipLoginConfig;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionsUtil;
import org.mobicents.servlet.sip.core.timers.ProxyTimerService;
import org.mobicents.servlet.sip.core.timers.SipApplicationSessionTimerService;
import org.mobicents.servlet.sip.ruby.SipRubyController;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.restcomm.security.SecurityGuard;

/** The part of the engine's view of an application that comes from its descriptor and context. */
abstract class EngineContext implements SipContext {

  /** JSR 289 section 6.1.2.1. */
  private static final int DEFAULT_SESSION_TIMEOUT_MINUTES = 3;

  private final StandardContext context;
  private final SipDescriptor descriptor;
  private final SipApplicationDispatcher dispatcher;
  private final List<MobicentsSipServletMapping> mappings;
  private final CallSerializer serializer = new CallSerializer();
  private final SecurityGuard guard;
  private SipFactory factory;
  private MobicentsSipSessionsUtil sessionsUtil;
  private ApplicationTimers timers;
  private String servletHandler;
  private Method applicationKeyMethod;

  EngineContext(
      StandardContext context, SipDescriptor descriptor, SipApplicationDispatcher dispatcher) {
    this.context = context;
    this.descriptor = descriptor;
    this.dispatcher = dispatcher;
    guard = SecurityGuard.of(descriptor);
    mappings = descriptor.mappings().stream().map(PatternMapping::of).toList();
    servletHandler = mainServlet().or(() -> firstMapped(descriptor)).orElse(null);
  }

  private static Optional<String> firstMapped(SipDescriptor descriptor) {
    return descriptor.mappings().stream().findFirst().map(m -> m.servletName());
  }

  /** JSR 289 section 16.2: the only servlet of an application is its main servlet. */
  private Optional<String> mainServlet() {
    boolean only = descriptor.servlets().size() == 1 && descriptor.mappings().isEmpty();
    return only ? Optional.of(descriptor.servlets().get(0).name()) : descriptor.mainServlet();
  }

  final void services(
      SipFactory newFactory,
      MobicentsSipSessionsUtil newSessionsUtil,
      ApplicationTimers newTimers) {
    factory = newFactory;
    sessionsUtil = newSessionsUtil;
    timers = newTimers;
  }

  final StandardContext context() {
    return context;
  }

  final SipDescriptor descriptor() {
    return descriptor;
  }

  final ApplicationTimers timers() {
    return timers;
  }

  @Override
  public final String getApplicationName() {
    return descriptor.appName();
  }

  @Override
  public final String getApplicationNameHashed() {
    return dispatcher.getHashFromApplicationName(getApplicationName());
  }

  @Override
  public final void setApplicationName(String name) {
    throw fixed("app-name");
  }

  private static UnsupportedOperationException fixed(String element) {
    return new UnsupportedOperationException(element + " is set by sip.xml only");
  }

  @Override
  public final boolean hasDistributableManager() {
    return false;
  }

  @Override
  public final String getDescription() {
    return "";
  }

  @Override
  public final void setDescription(String description) {
    throw fixed("description");
  }

  @Override
  public final String getLargeIcon() {
    return "";
  }

  @Override
  public final void setLargeIcon(String icon) {
    throw fixed("icon");
  }

  @Override
  public final String getSmallIcon() {
    return "";
  }

  @Override
  public final void setSmallIcon(String icon) {
    throw fixed("icon");
  }

  @Override
  public final void setListeners(SipListeners listeners) {
    throw fixed("listener");
  }

  @Override
  public final void addSipApplicationListener(String listener) {
    throw fixed("listener");
  }

  @Override
  public final void removeSipApplicationListener(String listener) {
    throw fixed("listener");
  }

  @Override
  public final String[] findSipApplicationListeners() {
    return descriptor.listeners().stream().map(l -> l.className()).toArray(String[]::new);
  }

  @Override
  public final boolean isMainServlet() {
    return mainServlet().isPresent();
  }

  @Override
  public final String getMainServlet() {
    return mainServlet().orElse(null);
  }

  @Override
  public final void setMainServlet(String name) {
    throw fixed("main-servlet");
  }

  @Override
  public final String getServletHandler() {
    return servletHandler;
  }

  @Override
  public final void setServletHandler(String name) {
    servletHandler = name;
  }

  @Override
  public final int getProxyTimeout() {
    return descriptor.proxyTimeoutSeconds().orElse(0);
  }

  @Override
  public final void setProxyTimeout(int seconds) {
    throw fixed("proxy-timeout");
  }

  @Override
  public final int getSipApplicationSessionTimeout() {
    return descriptor.sessionTimeoutMinutes().orElse(DEFAULT_SESSION_TIMEOUT_MINUTES);
  }

  @Override
  public final void setSipApplicationSessionTimeout(int minutes) {
    throw fixed("session-timeout");
  }

  @Override
  public final Method getSipApplicationKeyMethod() {
    return applicationKeyMethod;
  }

  @Override
  public final void setSipApplicationKeyMethod(Method method) {
    applicationKeyMethod = method;
  }

  @Override
  public final void setSipLoginConfig(MobicentsSipLoginConfig config) {
    throw fixed("login-config");
  }

  @Override
  public final MobicentsSipLoginConfig getSipLoginConfig() {
    return null;
  }

  @Override
  public final boolean authorize(MobicentsSipServletRequest request) {
    return guard.admits(request);
  }

  @Override
  public final SipDigestAuthenticator getDigestAuthenticator() {
    return null;
  }

  @Override
  public final void addSipServletMapping(MobicentsSipServletMapping mapping) {
    throw fixed("servlet-mapping");
  }

  @Override
  public final void removeSipServletMapping(MobicentsSipServletMapping mapping) {
    throw fixed("servlet-mapping");
  }

  @Override
  public final List<MobicentsSipServletMapping> findSipServletMappings() {
    return mappings;
  }

  @Override
  public final MobicentsSipServletMapping findSipServletMappings(SipServletRequest request) {
    return mappings.stream()
        .filter(m -> m.getMatchingRule().matches(request))
        .findFirst()
        .orElse(null);
  }

  @Override
  public final SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public final String getEngineName() {
    return "Catalina";
  }

  @Override
  public final void enterSipApp(
      MobicentsSipApplicationSession applicationSession,
      MobicentsSipSession session,
      boolean checkIsManagedThread,
      boolean isContainerManaged) {
    serializer.enter(applicationSession, session, checkIsManagedThread, isContainerManaged);
  }

  @Override
  public final void exitSipApp(
      MobicentsSipApplicationSession applicationSession, MobicentsSipSession session) {
    serializer.exit(applicationSession, session);
  }

  @Override
  public final boolean enterSipAppHa(boolean startCacheActivity) {
    return false;
  }

  @Override
  public final void exitSipAppHa(
      MobicentsSipServletRequest request,
      MobicentsSipServletResponse response,
      boolean batchStarted) {
    // one node
  }

  @Override
  public final void setConcurrencyControlMode(ConcurrencyControlMode mode) {
    serializer.mode(mode);
  }

  @Override
  public final ConcurrencyControlMode getConcurrencyControlMode() {
    return serializer.mode();
  }

  @Override
  public final SipFactory getSipFactoryFacade() {
    return factory;
  }

  @Override
  public final MobicentsSipSessionsUtil getSipSessionsUtil() {
    return sessionsUtil;
  }

  @Override
  public final TimerService getTimerService() {
    return timers.servlet();
  }

  @Override
  public final ProxyTimerService getProxyTimerService() {
    return timers.proxy();
  }

  @Override
  public final SipApplicationSessionTimerService getSipApplicationSessionTimerService() {
    return timers.session();
  }

  @Override
  public final void setSipRubyController(SipRubyController controller) {
    throw fixed("ruby-controller");
  }

  @Override
  public final SipRubyController getSipRubyController() {
    return null;
  }

  @Override
  public final ServletContext getServletContext() {
    return context.getServletContext();
  }

  @Override
  public final String getPath() {
    return context.getPath();
  }

  @Override
  public final ClassLoader getSipContextClassLoader() {
    return context.getLoader().getClassLoader();
  }

  @Override
  public final boolean isPackageProtectionEnabled() {
    return false;
  }

  @Override
  public final void enterSipContext() {
    Thread.currentThread().setContextClassLoader(getSipContextClassLoader());
  }

  @Override
  public final void exitSipContext(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Override
  public final void stopGracefully(long timeToWait) {
    // the server's own stop decides
  }

  @Override
  public final boolean isStoppingGracefully() {
    return false;
  }
}
