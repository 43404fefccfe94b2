package org.sipacc.console.api;

import java.util.Set;
import javax.ws.rs.ApplicationPath;
import javax.ws.rs.core.Application;

/** What there is under {@code /api}. */
@ApplicationPath("api")
public class ManagementApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        ManagementGuard.class,
        CallsResource.class,
        ProfilesResource.class,
        PoliciesResource.class,
        TrialResource.class,
        PolicyRefusals.class,
        Failures.class);
  }
}
