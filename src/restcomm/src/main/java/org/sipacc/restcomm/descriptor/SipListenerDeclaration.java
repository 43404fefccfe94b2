package org.sipacc.restcomm.descriptor;

/**
 * A listener of sip.xml.
 *
 * @param className listener-class
 * @param line line of its declaration
 */
public record SipListenerDeclaration(String className, int line) {}
