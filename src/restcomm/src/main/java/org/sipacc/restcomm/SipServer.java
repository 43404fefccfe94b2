package org.sipacc.restcomm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.apache.catalina.Container;
import org.apache.catalina.ContainerEvent;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.apache.catalina.Service;
import org.apache.catalina.core.StandardContext;
import org.sipacc.restcomm.engine.SipEngine;
import org.sipacc.restcomm.gate.BranchKey;
import org.sipacc.restcomm.gate.SipGate;
import org.sipacc.restcomm.gate.UnknownDialogReply;

/**
 * Tomcat's server listener that starts and stops the SIP engine with the server. It must stand
 * before TomEE's listener in server.xml, to see the applications that one deploys.
 */
public final class SipServer implements LifecycleListener {

  private static final Logger LOG = System.getLogger(SipServer.class.getName());

  private List<ListenAddress> addresses = List.of();
  private UnknownDialogReply unknownDialog;
  private DrainTime drainTime;
  private SipEngine engine;
  private SipGate gate;

  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    if (event.getSource() instanceof Server server) {
      switch (event.getType()) {
        case Lifecycle.BEFORE_INIT_EVENT -> orExit(this::checkSettings);
        case Lifecycle.AFTER_INIT_EVENT -> orExit(() -> prepare(server));
        case Lifecycle.AFTER_START_EVENT -> orExit(this::listen);
        case Lifecycle.BEFORE_STOP_EVENT -> drain();
        case Lifecycle.AFTER_STOP_EVENT -> stop();
        default -> {
          // the other steps are of no concern here
        }
      }
    }
  }

  private void checkSettings() throws IOException {
    addresses = ListenAddress.parseList(System.getProperty(ListenAddress.PROPERTY, ""));
    unknownDialog =
        UnknownDialogReply.parse(System.getProperty(UnknownDialogReply.PROPERTY, "481"));
    drainTime = DrainTime.parse(System.getProperty(DrainTime.PROPERTY, "0"));
    for (ListenAddress address : addresses) {
      FreePorts.check(address);
    }
    FreePorts.checkHttp();
  }

  private void prepare(Server server) throws IOException {
    byte[] branchKey = BranchKey.ofServer();
    engine = new SipEngine();
    gate = new SipGate(engine, unknownDialog, branchKey);
    for (Service service : server.findServices()) {
      for (Container host : service.getContainer().findChildren()) {
        host.addContainerListener(this::containerEvent);
      }
    }
  }

  private void containerEvent(ContainerEvent event) {
    if (Container.ADD_CHILD_EVENT.equals(event.getType())
        && event.getData() instanceof StandardContext context) {
      context.addLifecycleListener(new SipApplicationDeployment(engine, context));
    }
  }

  private void listen() throws IOException {
    FailedApplications.undeploy();
    engine.start(addresses, gate);
    addresses.forEach(ServerState.current()::listeningOn);
    LOG.log(
        Level.INFO,
        () -> "SIP on " + addresses + ", applications " + ServerState.current().applications());
  }

  private void drain() {
    engine.drain();
    drainTime.waitForCalls(engine);
  }

  private void stop() {
    gate.close();
    ServerState.current().stopped();
    try {
      engine.stop();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "the SIP engine did not stop cleanly", e);
    }
  }

  private static void orExit(Step step) {
    try {
      step.run();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.ERROR, () -> "the server does not start: " + e.getMessage());
      System.exit(1);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "the server does not start", e);
      System.exit(1);
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
