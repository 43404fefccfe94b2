package org.sipacc.service.access;

import org.sipacc.accounting.parameter.Role;

/**
 * Who sent a request.
 *
 * @param name the user's, or the token's
 * @param mustChangePassword whether the password is another's making: nothing is open before it is
 *     changed
 */
public record Identity(String name, Role role, Means means, boolean mustChangePassword) {
  /** What the sender showed. */
  public enum Means {
    /** The cookie of a login. */
    SESSION,
    /** An API token. */
    TOKEN,
    /** The secret in the data directory. */
    MANAGEMENT,
    /** Nothing that counts. */
    NONE
  }

  /** Who showed the secret of the data directory. */
  public static Identity management() {
    return new Identity("management", Role.ADMINISTRATOR, Means.MANAGEMENT, false);
  }

  /** Somebody who claims a name. */
  public static Identity unknown(String claimed) {
    return new Identity(claimed, Role.VIEWER, Means.NONE, false);
  }
}
