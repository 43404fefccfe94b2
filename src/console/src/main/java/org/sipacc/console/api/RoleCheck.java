package org.sipacc.console.api;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.access.Identity;

/**
 * Lets a request to a resource's method only if its sender has the role. It asks the method that
 * was chosen and not the address, so that no spelling of an address leads past it.
 */
public class RoleCheck implements ContainerRequestFilter {
  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Method method = resource.getResourceMethod();
    if (method.isAnnotationPresent(WithoutLogin.class)) {
      return;
    }
    Optional<Identity> caller = Caller.find(request);
    if (caller.isEmpty()) {
      context.abortWith(Guard.loginNeeded().response());
      return;
    }
    Role needed = neededFor(method);
    if (!caller.get().role().includes(needed)) {
      context.abortWith(
          Problem.of(
                  Status.FORBIDDEN,
                  "this is for the role "
                      + needed.name().toLowerCase(Locale.ROOT)
                      + ", and "
                      + caller.get().name()
                      + " is "
                      + caller.get().role().name().toLowerCase(Locale.ROOT))
              .response());
    }
  }

  /** The role that a resource's method takes. */
  static Role neededFor(Method method) {
    return Optional.ofNullable(method.getAnnotation(RequiredRole.class))
        .map(RequiredRole::value)
        .orElse(Role.ADMINISTRATOR);
  }
}
