package org.sipacc.restcomm.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.SipStack;
import org.mobicents.ha.javax.sip.ReplicationStrategy;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipService;
import org.mobicents.servlet.sip.core.message.OutboundProxy;
import org.mobicents.servlet.sip.dns.MobicentsDNSResolver;
import org.mobicents.servlet.sip.startup.StaticServiceHolder;

/** The settings the engine asks for. */
final class EngineService implements SipService {

  private final List<SipConnector> connectors = new CopyOnWriteArrayList<>();
  private SipApplicationDispatcher dispatcher;
  private SipStack stack;

  /** Parts of the engine look it up in a static field. */
  void publish() {
    StaticServiceHolder.sipStandardService = this;
  }

  void stack(SipStack newStack) {
    stack = newStack;
  }

  void add(SipConnector connector) {
    connectors.add(connector);
  }

  @Override
  public SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public void setSipApplicationDispatcher(SipApplicationDispatcher newDispatcher) {
    dispatcher = newDispatcher;
  }

  @Override
  public SipStack getSipStack() {
    return stack;
  }

  @Override
  public SipConnector findSipConnector(String transport) {
    return connectors.stream()
        .filter(c -> c.getTransport().equalsIgnoreCase(transport))
        .findFirst()
        .orElse(null);
  }

  @Override
  public SipConnector[] findSipConnectors() {
    return connectors.toArray(SipConnector[]::new);
  }

  @Override
  public boolean isHttpFollowsSip() {
    return false;
  }

  @Override
  public String getJvmRoute() {
    return null;
  }

  @Override
  public OutboundProxy getOutboundProxy() {
    return null;
  }

  @Override
  public int getDispatcherThreadPoolSize() {
    return 4;
  }

  @Override
  public int getCanceledTimerTasksPurgePeriod() {
    return 0;
  }

  @Override
  public boolean isDialogPendingRequestChecking() {
    return false;
  }

  @Override
  public boolean isMd5ContactUserPart() {
    return false;
  }

  @Override
  public ReplicationStrategy getReplicationStrategy() {
    return ReplicationStrategy.ConfirmedDialog;
  }

  @Override
  public int getTagHashMaxLength() {
    return 0;
  }

  @Override
  public int getCallIdMaxLength() {
    return 0;
  }

  @Override
  public String getDnsResolverClass() {
    return MobicentsDNSResolver.class.getName();
  }

  @Override
  public int getDnsTimeout() {
    return 1;
  }

  @Override
  public String getMobicentsSipServletMessageFactoryClassName() {
    return EngineMessageFactory.class.getName();
  }

  @Override
  public void setMobicentsSipServletMessageFactoryClassName(String className) {
    throw new UnsupportedOperationException("the message factory is fixed");
  }

  @Override
  public void stopGracefully(long timeToWait) {
    // the server's own stop decides
  }

  @Override
  public String getProxyTimerServiceImplementationType() {
    return "Standard";
  }

  @Override
  public String getSasTimerServiceImplementationType() {
    return "Standard";
  }
}
