package org.sipacc.restcomm.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a SIP application says of itself, in sip.xml or by annotations.
 *
 * @param appName name of the application, unique in the server
 * @param servlets its servlets, in order
 * @param listeners its listeners, in order
 * @param mainServlet the servlet that takes every request, if one was named
 * @param mappings which servlet takes which request, if there is no main servlet; first match wins
 * @param contextParams servlet-context init parameters
 * @param sessionTimeoutMinutes life of an idle application session; 0 or less: for ever
 * @param proxyTimeoutSeconds how long a proxy branch waits for a final response
 * @param keyClass the class whose method gives the key of an application session
 * @param securityConstraints which requests need a login
 * @param realm of the login, if one was named
 */
public record SipDescriptor(
    String appName,
    List<SipServletDeclaration> servlets,
    List<SipListenerDeclaration> listeners,
    Optional<String> mainServlet,
    List<SipServletRule> mappings,
    Map<String, String> contextParams,
    OptionalInt sessionTimeoutMinutes,
    OptionalInt proxyTimeoutSeconds,
    Optional<String> keyClass,
    List<SecurityConstraint> securityConstraints,
    Optional<String> realm) {}
