package org.sipacc.restcomm.security;

import java.security.Principal;
import java.util.Set;
import org.mobicents.servlet.sip.core.security.SipPrincipal;
import org.sipacc.restcomm.descriptor.SecurityConstraint;

/**
 * A user who has proved a password: what {@code getUserPrincipal} and {@code isUserInRole} tell an
 * application.
 */
record SipUser(String name, Set<String> roles) implements SipPrincipal {
  SipUser {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }

  boolean isAdmittedBy(SecurityConstraint constraint) {
    return constraint.admits(roles);
  }

  @Override
  public Principal getPrincipal() {
    return this;
  }
}
