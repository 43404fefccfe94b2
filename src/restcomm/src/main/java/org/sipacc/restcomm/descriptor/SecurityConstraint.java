package org.sipacc.restcomm.descriptor;

import java.util.Set;

/**
 * Which requests need a login, and of whom: a {@code resource-collection} of a {@code
 * security-constraint} (JSR 289, chapter 17).
 *
 * @param servlets the servlets it is about; all if there is none
 * @param methods the methods it is about; all if there is none
 * @param proxy the server asks as a proxy does (407), else as a user agent server does (401)
 * @param roles one of them is needed; {@link #ANY_ROLE} is had by every user, none by nobody
 */
public record SecurityConstraint(
    Set<String> servlets, Set<String> methods, boolean proxy, Set<String> roles) {

  /** The role of every user. */
  public static final String ANY_ROLE = "*";

  public SecurityConstraint {
    servlets = Set.copyOf(servlets);
    methods = Set.copyOf(methods);
    roles = Set.copyOf(roles);
  }

  /** Whether it is about such a request. */
  public boolean covers(String servlet, String method) {
    return (servlets.isEmpty() || servlets.contains(servlet))
        && (methods.isEmpty() || methods.contains(method));
  }

  /** Whether a user of those roles may pass. */
  public boolean admits(Set<String> rolesOfUser) {
    return roles.contains(ANY_ROLE) || rolesOfUser.stream().anyMatch(roles::contains);
  }
}
