package org.sipacc.restcomm;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EventListener;
import java.util.List;
import javax.servlet.Servlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.annotation.SipApplicationKey;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.restcomm.descriptor.SipListenerDeclaration;
import org.sipacc.restcomm.descriptor.SipServletDeclaration;
import org.sipacc.restcomm.descriptor.SipXmlException;

/** Checks that the classes of a SIP application exist and are what they should be. */
final class DeclaredClasses {

  private final ClassLoader loader;

  DeclaredClasses(ClassLoader loader) {
    this.loader = loader;
  }

  /** Throws if one is not there; the message names the element and the line. */
  void check(SipDescriptor descriptor) throws SipXmlException {
    for (SipServletDeclaration servlet : descriptor.servlets()) {
      check("servlet-class", servlet.className(), Servlet.class, servlet.line());
    }
    for (SipListenerDeclaration listener : descriptor.listeners()) {
      check("listener-class", listener.className(), EventListener.class, listener.line());
    }
  }

  /**
   * The method that gives application sessions their keys.
   *
   * @throws SipXmlException if it is not as JSR 289 section 18.2.5 has it
   */
  Method keyMethod(String className) throws SipXmlException {
    try {
      for (Method method : Class.forName(className, false, loader).getMethods()) {
        if (method.isAnnotationPresent(SipApplicationKey.class)
            && Modifier.isStatic(method.getModifiers())
            && method.getReturnType() == String.class
            && List.of(method.getParameterTypes()).equals(List.of(SipServletRequest.class))) {
          return method;
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SipXmlException("@SipApplicationKey: " + className + " cannot be loaded: " + e);
    }
    throw new SipXmlException(
        "@SipApplicationKey of "
            + className
            + " must stand at a public static String method(SipServletRequest)");
  }

  private void check(String element, String name, Class<?> type, int line) throws SipXmlException {
    try {
      if (!type.isAssignableFrom(Class.forName(name, false, loader))) {
        throw new SipXmlException(
            line, "<" + element + "> " + name + " is no " + type.getName() + "; correct the class");
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SipXmlException(
          line, "<" + element + "> " + name + " cannot be loaded (" + e + "); correct the name");
    }
  }
}
