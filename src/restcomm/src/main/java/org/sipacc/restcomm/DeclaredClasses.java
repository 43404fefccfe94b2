package org.sipacc.restcomm;

import java.util.EventListener;
import javax.servlet.Servlet;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.restcomm.descriptor.SipListenerDeclaration;
import org.sipacc.restcomm.descriptor.SipServletDeclaration;
import org.sipacc.restcomm.descriptor.SipXmlException;

/** Checks that the classes a sip.xml names exist in the application and are what they should be. */
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
