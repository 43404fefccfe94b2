package org.sipacc.restcomm.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an application's classes say by the annotations of JSR 289, chapter 18. A sip.xml has the
 * last word: what it says of the same thing counts, and a class that it declares is declared once.
 *
 * @param appName of {@code @SipApplication}, or else of the servlets and listeners
 * @param servlets those with {@code @SipServlet}
 * @param listeners those with {@code @SipListener}
 * @param mainServlet of {@code @SipApplication}
 * @param sessionTimeoutMinutes of {@code @SipApplication}
 * @param proxyTimeoutSeconds of {@code @SipApplication}
 * @param keyClass the class of the method with {@code @SipApplicationKey}
 */
public record AnnotatedClasses(
    Optional<String> appName,
    List<SipServletDeclaration> servlets,
    List<SipListenerDeclaration> listeners,
    Optional<String> mainServlet,
    OptionalInt sessionTimeoutMinutes,
    OptionalInt proxyTimeoutSeconds,
    Optional<String> keyClass) {

  /** An application without any. */
  public static final AnnotatedClasses NONE =
      new AnnotatedClasses(
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty());

  /** Whether there is anything of a SIP application. */
  public boolean isEmpty() {
    return servlets.isEmpty() && listeners.isEmpty() && appName.isEmpty();
  }

  /**
   * The application, where there is no sip.xml.
   *
   * @throws SipXmlException if it has no name, or nothing that takes a request
   */
  public SipDescriptor descriptor() throws SipXmlException {
    if (appName.isEmpty()) {
      throw new SipXmlException(
          "the annotations do not name the application; write @SipApplication(name = ...) into"
              + " package-info.java, or @SipServlet(applicationName = ...)");
    }
    if (servlets.isEmpty()) {
      throw new SipXmlException(
          "no class has @SipServlet; add it to the servlet, or declare it in sip.xml");
    }
    if (servlets.size() > 1 && mainServlet.isEmpty()) {
      throw new SipXmlException(
          "there are "
              + servlets.size()
              + " servlets, and nothing says which takes the requests; write"
              + " @SipApplication(mainServlet = ...), or servlet-mapping in sip.xml");
    }
    if (mainServlet.isPresent()
        && servlets.stream().noneMatch(servlet -> servlet.name().equals(mainServlet.get()))) {
      throw new SipXmlException(
          "@SipApplication names the main servlet '" + mainServlet.get() + "', which there is not");
    }
    return new SipDescriptor(
        appName.get(),
        servlets,
        listeners,
        mainServlet,
        List.of(),
        Map.of(),
        sessionTimeoutMinutes,
        proxyTimeoutSeconds,
        keyClass,
        List.of(),
        Optional.empty());
  }
}
