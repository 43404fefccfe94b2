package org.sipacc.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Open Liberty in this process, by its embedding interface.
 *
 * <p>What the plan says reaches server.xml as variables. Liberty keeps them, the database's
 * password included, and what it worked out about its features in the work area of its directory,
 * from where later starts are faster; that directory is its owner's alone.
 */
final class LibertyServer implements Container {

  /** Of Liberty's server and of the application in it. */
  private static final String NAME = "sipacc";

  private final Path base;
  private final Map<String, String> variables;
  private final LibertyEmbedding liberty;

  private LibertyServer(Path base, Map<String, String> variables, LibertyEmbedding liberty) {
    this.base = base;
    this.variables = variables;
    this.liberty = liberty;
  }

  /** Lays the instance out as Liberty wants it. */
  static LibertyServer prepare(Installation from, InstanceDirectory instance, StartPlan plan) {
    String home = "wlp/servers/" + NAME;
    instance.makePrivate("wlp");
    instance.make("logs", home + "/apps");
    instance.renew("temp");
    if (!instance.isDeployed(from.application(), home + "/apps")) {
      // What it keeps of an application's modules is named by their dates, which builds repeat.
      instance.renew(home + "/workarea");
    }
    instance.copy(from.configuration("liberty").resolve("server.xml"), home);
    instance.deploy(from.application(), home + "/apps");
    LibertyEmbedding liberty =
        LibertyEmbedding.of(
            NAME,
            from.server().resolve("wlp"),
            instance.base().resolve("wlp"),
            instance.base().resolve("logs"));
    return new LibertyServer(instance.base(), variables(from, plan), liberty);
  }

  /** The variables of server.xml. */
  static Map<String, String> variables(Installation from, StartPlan plan) {
    Map<String, String> variables = new LinkedHashMap<>(plan.systemProperties());
    LibertySip sip = LibertySip.of(plan.sip());
    variables.put("sipacc.sip.host", sip.host());
    variables.put("sipacc.sip.udp.port", String.valueOf(sip.udpPort()));
    variables.put("sipacc.sip.tcp.port", String.valueOf(sip.tcpPort()));
    variables.put("sipacc.sip.fr_timeout", plan.firstReplyTimeout().toSeconds() + "s");
    variables.put("sipacc.server", from.server().toString());
    variables.put("sipacc.application", from.application().getFileName().toString());
    // Read before server.xml is.
    variables.put("com.ibm.ws.logging.console.log.level", "WARNING");
    // No port for the server command: signals stop this process.
    variables.put("command.port", "-1");
    return variables;
  }

  @Override
  public void start() {
    LibertyLog log = new LibertyLog(base.resolve("logs").resolve("messages.log"));
    try {
      liberty.start(variables);
    } catch (StartFailedException e) {
      throw new StartFailedException(
          "the server did not start: "
              + log.failure().orElse(e.getMessage())
              + "; its log is in "
              + base.resolve("logs"),
          e);
    }
    if (!isApplicationStarted()) {
      throw new StartFailedException(
          "the application did not start: "
              + log.failure().orElse("no reason was logged as an error"));
    }
    log.unopenedPort()
        .ifPresent(
            reason -> {
              throw new StartFailedException("the server did not start: " + reason);
            });
  }

  @Override
  public void stop() {
    liberty.stop();
  }

  private static boolean isApplicationStarted() {
    try {
      Object state =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(
                      "WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name="
                          + NAME),
                  "State");
      return Optional.of("STARTED").equals(Optional.ofNullable(state));
    } catch (JMException e) {
      // An application that is not there has no bean.
      return false;
    }
  }
}
