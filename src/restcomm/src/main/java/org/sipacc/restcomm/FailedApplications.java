package org.sipacc.restcomm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.openejb.OpenEJBException;
import org.apache.openejb.assembler.classic.AppInfo;
import org.apache.openejb.assembler.classic.Assembler;
import org.apache.openejb.assembler.classic.WebAppInfo;
import org.apache.openejb.loader.SystemInstance;

/** Takes down what is left of an application of which a part failed: its other modules. */
final class FailedApplications {

  private static final Logger LOG = System.getLogger(FailedApplications.class.getName());

  private FailedApplications() {}

  /** Undeploys the applications of {@link ServerState#failures()}. */
  static void undeploy() {
    Assembler assembler = SystemInstance.get().getComponent(Assembler.class);
    if (assembler == null) {
      return;
    }
    for (AppInfo application : assembler.getDeployedApplications()) {
      if (application.webApps.stream().anyMatch(FailedApplications::failed)) {
        try {
          assembler.destroyApplication(application);
        } catch (OpenEJBException e) {
          LOG.log(Level.WARNING, () -> application.path + " was not undeployed cleanly: " + e);
        }
      }
    }
  }

  private static boolean failed(WebAppInfo web) {
    return ServerState.current().failures().stream()
        .anyMatch(failure -> failure.application().equals("/" + web.contextRoot));
  }
}
