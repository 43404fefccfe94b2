package org.sipacc.restcomm.descriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code security-constraint}, {@code login-config} and {@code security-role}. */
final class SecurityReader {
  private static final String PLAIN = "NONE";

  private final List<SecurityConstraint> constraints = new ArrayList<>();
  private final Map<XmlElement, String> servletReferences;
  private final List<XmlElement> roleReferences = new ArrayList<>();
  private final Set<String> declaredRoles = new HashSet<>();
  private Optional<XmlElement> firstConstraint = Optional.empty();
  private boolean loginConfigured;
  private Optional<String> realm = Optional.empty();

  /**
   * @param servletReferences gets the elements that name a servlet
   */
  SecurityReader(Map<XmlElement, String> servletReferences) {
    this.servletReferences = servletReferences;
  }

  void loginConfig(XmlElement element) throws SipXmlException {
    element.only(Set.of("auth-method", "realm-name", "identity-assertion"));
    if (element.child("identity-assertion").isPresent()) {
      throw element.problem(
          "holds <identity-assertion>, which is not supported; remove it, users log in by digest");
    }
    String method = element.requiredText("auth-method");
    if (!method.equals("DIGEST")) {
      throw element.problem("has <auth-method> '" + method + "'; write DIGEST");
    }
    loginConfigured = true;
    if (element.child("realm-name").isPresent()) {
      realm = Optional.of(element.requiredText("realm-name"));
    }
  }

  void role(XmlElement element) throws SipXmlException {
    element.only(Set.of("role-name"));
    declaredRoles.add(element.requiredText("role-name"));
  }

  void constraint(XmlElement element) throws SipXmlException {
    element.only(
        Set.of(
            "resource-collection",
            "proxy-authentication",
            "auth-constraint",
            "user-data-constraint"));
    Optional<XmlElement> transport = element.child("user-data-constraint");
    if (transport.isPresent()) {
      plain(transport.get());
    }
    if (element.child("resource-collection").isEmpty()) {
      throw element.problem("has no <resource-collection>; add it");
    }
    Optional<XmlElement> authorised = element.child("auth-constraint");
    Set<String> roles = authorised.isPresent() ? roles(authorised.get()) : Set.of();
    boolean proxy = element.child("proxy-authentication").isPresent();
    for (XmlElement child : element.children()) {
      if (child.name().equals("resource-collection")) {
        SecurityConstraint read = collection(child, proxy, roles);
        if (authorised.isPresent()) {
          firstConstraint = firstConstraint.or(() -> Optional.of(element));
          constraints.add(read);
        }
      }
    }
  }

  private static void plain(XmlElement element) throws SipXmlException {
    element.only(Set.of("transport-guarantee"));
    String guarantee = element.requiredText("transport-guarantee");
    if (!guarantee.equals(PLAIN)) {
      throw element.problem(
          "asks for " + guarantee + "; this server has no TLS listener: write NONE or remove it");
    }
  }

  private Set<String> roles(XmlElement element) throws SipXmlException {
    element.only(Set.of("role-name"));
    Set<String> roles = new HashSet<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("role-name")) {
        roles.add(child.value());
        roleReferences.add(child);
      }
    }
    return roles;
  }

  private SecurityConstraint collection(XmlElement element, boolean proxy, Set<String> roles)
      throws SipXmlException {
    element.only(Set.of("resource-name", "servlet-name", "sip-method"));
    Set<String> servlets = new HashSet<>();
    Set<String> methods = new HashSet<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("servlet-name")) {
        servlets.add(child.value());
        servletReferences.put(child, child.value());
      } else if (child.name().equals("sip-method")) {
        methods.add(child.value());
      }
    }
    return new SecurityConstraint(servlets, methods, proxy, roles);
  }

  /** What has been read, once all of it has. */
  List<SecurityConstraint> constraints() throws SipXmlException {
    if (firstConstraint.isPresent() && !loginConfigured) {
      throw firstConstraint
          .get()
          .problem(
              "needs a login: add <login-config><auth-method>DIGEST</auth-method></login-config>");
    }
    for (XmlElement reference : roleReferences) {
      if (!reference.text().equals(SecurityConstraint.ANY_ROLE)
          && !declaredRoles.contains(reference.text())) {
        throw reference.problem(
            "names the role '"
                + reference.text()
                + "', which is not declared; add <security-role>, or correct its spelling");
      }
    }
    return List.copyOf(constraints);
  }

  /** The realm of the login, if one is named. */
  Optional<String> realm() {
    return realm;
  }
}
