package org.sipacc.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.catalina.startup.Bootstrap;

/** Tomcat in this process, loaded as its own start script loads it. */
final class TomcatServer implements Container {

  private final Path base;
  private final Bootstrap bootstrap = new Bootstrap();

  private TomcatServer(Path base) {
    this.base = base;
  }

  /** Lays the instance out as Tomcat wants it, and points Tomcat there. */
  static TomcatServer prepare(Installation from, InstanceDirectory instance, StartPlan plan) {
    instance.make("apps", "logs", "webapps");
    for (String directory : List.of("conf", "hosted", "temp", "work")) {
      instance.renew(directory);
    }
    instance.copy(from.server().resolve("conf"), "conf");
    instance.deploy(from.application(), "apps");
    plan.hosted().archives().forEach(archive -> instance.deploy(archive, "hosted"));
    System.setProperty("catalina.home", from.server().toString());
    System.setProperty("catalina.base", instance.base().toString());
    return new TomcatServer(instance.base());
  }

  @Override
  public void start() {
    FirstFailure failure = new FirstFailure();
    Thread.currentThread().setContextClassLoader(Bootstrap.class.getClassLoader());
    ServerLog.open(base);
    try {
      bootstrap.init();
      // From here on the server's own class loader is the thread's, and its log's root another.
      Logger.getLogger("").addHandler(failure);
      bootstrap.start();
    } catch (Exception e) {
      throw failed(failure, Optional.of(e));
    } finally {
      Logger.getLogger("").removeHandler(failure);
    }
    if (!isStarted()) {
      throw failed(failure, Optional.empty());
    }
    ServerStateView state = ServerStateView.of(Thread.currentThread().getContextClassLoader());
    if (!state.takesCalls() || state.firstFailure().isPresent()) {
      throw state
          .firstFailure()
          .or(failure::message)
          .map(reason -> new StartFailedException("an application did not start: " + reason))
          .orElseGet(
              () -> new StartFailedException("there is no SIP application among those deployed"));
    }
  }

  @Override
  public void stop() {
    try {
      bootstrap.stop();
    } catch (Exception e) {
      throw new StartFailedException("the server did not stop in good order: " + e, e);
    }
  }

  private StartFailedException failed(FirstFailure failure, Optional<Exception> cause) {
    String reason =
        failure
            .message()
            .or(() -> cause.map(Exception::toString))
            .orElse("no reason was logged as an error");
    return new StartFailedException(
        "the server did not start: " + reason + "; its log is in " + base.resolve("logs"),
        cause.orElse(null));
  }

  private static boolean isStarted() {
    try {
      Object state =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("Catalina:type=Server"), "stateName");
      return "STARTED".equals(state);
    } catch (JMException e) {
      // Tomcat removes its bean when it could not start.
      return false;
    }
  }
}
