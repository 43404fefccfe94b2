package org.sipacc.console.api;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.service.AccountingService;
import org.sipacc.service.access.Identity;

/** Who sent a request, as the guard found it. */
final class Caller {
  private static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  static void set(HttpServletRequest request, Identity identity) {
    request.setAttribute(ATTRIBUTE, identity);
  }

  static Optional<Identity> find(HttpServletRequest request) {
    return Optional.ofNullable((Identity) request.getAttribute(ATTRIBUTE));
  }

  /** For resources, which nobody gets to without a login. */
  static Identity of(HttpServletRequest request) {
    return find(request)
        .orElseThrow(() -> new IllegalStateException("the guard let in a request of nobody"));
  }

  /** What hides numbers from the sender. */
  static NumberMask mask(HttpServletRequest request, AccountingService service) {
    return service.search().mask(of(request).role());
  }
}
