package org.sipacc.console.api;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.access.Identity;

/** Requests as resources see them, behind the guard. */
final class Requests {
  private Requests() {}

  /** One of somebody of a role, of which nothing but the sender is asked. */
  static HttpServletRequest by(Role role) {
    Map<String, Object> attributes = new HashMap<>();
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) ->
                    switch (method.getName()) {
                      case "setAttribute" -> {
                        attributes.put((String) arguments[0], arguments[1]);
                        yield null;
                      }
                      case "getAttribute" -> attributes.get((String) arguments[0]);
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    Caller.set(request, new Identity("somebody", role, Identity.Means.SESSION, false));
    return request;
  }
}
