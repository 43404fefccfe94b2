package org.sipacc.restcomm.descriptor;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a sip.xml strictly: an element that JSR 289 does not know, stands in the wrong place, or is
 * not supported by this server is an error that names it.
 */
public final class SipXmlReader {

  private static final Set<String> NAMING =
      Set.of(
          "env-entry",
          "ejb-ref",
          "ejb-local-ref",
          "resource-ref",
          "resource-env-ref",
          "service-ref",
          "message-destination",
          "message-destination-ref",
          "persistence-context-ref",
          "persistence-unit-ref",
          "post-construct",
          "pre-destroy");

  private final List<SipServletDeclaration> servlets = new ArrayList<>();
  private final List<SipListenerDeclaration> listeners = new ArrayList<>();
  private final List<SipServletRule> mappings = new ArrayList<>();
  private final Map<XmlElement, String> references = new HashMap<>();
  private final SecurityReader security = new SecurityReader(references);
  private final Map<String, String> contextParams = new HashMap<>();
  private Optional<String> appName = Optional.empty();
  private Optional<String> mainServlet = Optional.empty();
  private OptionalInt sessionTimeout = OptionalInt.empty();
  private OptionalInt proxyTimeout = OptionalInt.empty();

  private SipXmlReader() {}

  /** Reads that of an application without annotations; see {@link #read}. */
  public static SipDescriptor read(InputStream in) throws SipXmlException {
    return read(in, AnnotatedClasses.NONE);
  }

  /**
   * Reads it.
   *
   * @param annotated what the application's classes say beside it
   * @throws SipXmlException if it is wrong; the message names the element and the line
   */
  public static SipDescriptor read(InputStream in, AnnotatedClasses annotated)
      throws SipXmlException {
    XmlElement root = XmlElement.read(in);
    boolean complete = "true".equals(root.attributes().get("metadata-complete"));
    return new SipXmlReader().application(root, complete ? AnnotatedClasses.NONE : annotated);
  }

  private SipDescriptor application(XmlElement root, AnnotatedClasses annotated)
      throws SipXmlException {
    if (!root.name().equals("sip-app")) {
      throw root.problem("is the root element; it must be <sip-app>");
    }
    for (XmlElement element : root.children()) {
      topLevel(element);
    }
    add(annotated);
    if (appName.isEmpty()) {
      throw root.problem("has no <app-name>; add it, it names the application in the DAR file");
    }
    if (servlets.isEmpty() && listeners.isEmpty()) {
      throw root.problem("has neither <servlet> nor <listener>");
    }
    checkReferences();
    return new SipDescriptor(
        appName.get(),
        List.copyOf(servlets),
        List.copyOf(listeners),
        mainServlet,
        List.copyOf(mappings),
        Map.copyOf(contextParams),
        sessionTimeout,
        proxyTimeout,
        annotated.keyClass(),
        security.constraints(),
        security.realm());
  }

  /** What was said here counts. */
  private void add(AnnotatedClasses annotated) {
    appName = appName.or(annotated::appName);
    if (mappings.isEmpty()) {
      mainServlet = mainServlet.or(annotated::mainServlet);
    }
    if (sessionTimeout.isEmpty()) {
      sessionTimeout = annotated.sessionTimeoutMinutes();
    }
    if (proxyTimeout.isEmpty()) {
      proxyTimeout = annotated.proxyTimeoutSeconds();
    }
    annotated.servlets().stream()
        .filter(
            servlet ->
                servlets.stream()
                    .noneMatch(
                        own ->
                            own.className().equals(servlet.className())
                                || own.name().equals(servlet.name())))
        .forEach(servlets::add);
    annotated.listeners().stream()
        .filter(
            listener ->
                listeners.stream().noneMatch(own -> own.className().equals(listener.className())))
        .forEach(listeners::add);
  }

  private void topLevel(XmlElement element) throws SipXmlException {
    switch (element.name()) {
      case "app-name" -> appName = Optional.of(element.value());
      case "servlet" -> servlets.add(servlet(element));
      case "listener" -> {
        element.only(Set.of("listener-class"));
        listeners.add(
            new SipListenerDeclaration(element.requiredText("listener-class"), element.line()));
      }
      case "servlet-selection" -> selection(element);
      case "servlet-mapping" -> mapping(element);
      case "context-param" -> parameter(element, contextParams);
      case "session-config" -> {
        element.only(Set.of("session-timeout"));
        sessionTimeout = OptionalInt.of(number(element, "session-timeout"));
      }
      case "proxy-config" -> proxyConfig(element);
      case "security-constraint" -> security.constraint(element);
      case "login-config" -> security.loginConfig(element);
      case "security-role" -> security.role(element);
      case "distributable" -> {
        // one node; sessions stay where they are
      }
      default -> {
        if (NAMING.contains(element.name())) {
          throw element.problem("is not read here; declare it in web.xml or by annotation");
        }
        if (!XmlElement.TEXT.contains(element.name())) {
          throw element.problem("is unknown; remove it or correct its spelling");
        }
      }
    }
  }

  private static SipServletDeclaration servlet(XmlElement element) throws SipXmlException {
    element.only(Set.of("servlet-name", "servlet-class", "init-param", "load-on-startup"));
    Map<String, String> initParams = new HashMap<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("init-param")) {
        parameter(child, initParams);
      }
    }
    int order =
        element.child("load-on-startup").isPresent() ? number(element, "load-on-startup") : -1;
    return new SipServletDeclaration(
        element.requiredText("servlet-name"),
        element.requiredText("servlet-class"),
        Map.copyOf(initParams),
        order,
        element.line());
  }

  private void selection(XmlElement element) throws SipXmlException {
    element.only(Set.of("main-servlet", "servlet-mapping"));
    for (XmlElement child : element.children()) {
      if (child.name().equals("servlet-mapping")) {
        mapping(child);
      } else if (child.name().equals("main-servlet")) {
        mainServlet = Optional.of(child.value());
        references.put(child, child.value());
      }
    }
    if (mainServlet.isPresent() && !mappings.isEmpty()) {
      throw element.problem("holds both <main-servlet> and <servlet-mapping>; keep one of them");
    }
  }

  private void mapping(XmlElement element) throws SipXmlException {
    element.only(Set.of("servlet-name", "pattern"));
    String servlet = element.requiredText("servlet-name");
    references.put(element, servlet);
    XmlElement pattern =
        element.child("pattern").orElseThrow(() -> element.problem("has no <pattern>; add it"));
    mappings.add(new SipServletRule(servlet, PatternReader.read(pattern)));
  }

  private void proxyConfig(XmlElement element) throws SipXmlException {
    element.only(Set.of("proxy-timeout", "sequential-search-timeout"));
    for (String name : List.of("sequential-search-timeout", "proxy-timeout")) {
      if (element.child(name).isPresent()) {
        int seconds = number(element, name);
        if (seconds <= 0) {
          throw element.problem("has <" + name + "> " + seconds + "; write seconds above 0");
        }
        proxyTimeout = OptionalInt.of(seconds);
      }
    }
  }

  private static void parameter(XmlElement element, Map<String, String> into)
      throws SipXmlException {
    element.only(Set.of("param-name", "param-value"));
    String name = element.requiredText("param-name");
    String value = element.child("param-value").map(XmlElement::text).orElse("");
    if (into.put(name, value) != null) {
      throw element.problem("repeats the parameter '" + name + "'");
    }
  }

  private void checkReferences() throws SipXmlException {
    Set<String> names = new HashSet<>();
    for (SipServletDeclaration servlet : servlets) {
      if (!names.add(servlet.name())) {
        throw new SipXmlException(
            servlet.line(), "<servlet> '" + servlet.name() + "' is declared twice");
      }
    }
    for (Map.Entry<XmlElement, String> reference : references.entrySet()) {
      if (!names.contains(reference.getValue())) {
        throw reference
            .getKey()
            .problem("names the servlet '" + reference.getValue() + "', which is not declared");
      }
    }
  }

  private static int number(XmlElement element, String childName) throws SipXmlException {
    String digits = element.requiredText(childName);
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw element.problem("has <" + childName + "> '" + digits + "', which is no whole number");
    }
  }
}
