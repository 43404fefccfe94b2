package org.sipacc.restcomm.descriptor;

import java.util.Map;

/**
 * A servlet of sip.xml.
 *
 * @param name servlet-name
 * @param className servlet-class
 * @param initParams its init parameters
 * @param loadOnStartup order of initialisation at deployment; below 0: at its first request
 * @param line line of its declaration
 */
public record SipServletDeclaration(
    String name, String className, Map<String, String> initParams, int loadOnStartup, int line) {}
