package org.sipacc.restcomm.descriptor;

/**
 * A servlet-mapping of sip.xml.
 *
 * @param servletName the servlet that takes requests for which the pattern holds
 * @param pattern the pattern
 */
public record SipServletRule(String servletName, Pattern pattern) {}
