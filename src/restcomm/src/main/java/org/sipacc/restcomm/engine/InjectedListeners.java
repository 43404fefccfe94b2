package org.sipacc.restcomm.engine;

import java.util.EventListener;
import javax.servlet.ServletException;
import org.apache.catalina.core.StandardContext;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.session.SipListenersHolder;

/** The listeners of one application; a class that is also a servlet of it is that instance. */
final class InjectedListeners extends SipListenersHolder {

  private final StandardContext context;

  InjectedListeners(SipContext application, StandardContext context) {
    super(application);
    this.context = context;
  }

  @Override
  public boolean loadListeners(String[] classNames, ClassLoader loader) {
    for (String className : classNames) {
      try {
        load(className, loader);
      } catch (ServletException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
    return true;
  }

  /** Makes one listener, or takes the servlet of that class, and registers it. */
  void load(String className, ClassLoader loader) throws ServletException {
    try {
      SipServletHolder servlet = (SipServletHolder) sipContext.findSipServletByClassName(className);
      Object listener =
          servlet == null
              ? context.getInstanceManager().newInstance(className, loader)
              : servlet.allocate();
      addListenerToBunch((EventListener) listener);
    } catch (ReflectiveOperationException | javax.naming.NamingException | LinkageError e) {
      throw new ServletException("listener " + className + " cannot be made: " + e, e);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new ServletException("listener " + className + ": " + e.getMessage(), e);
    }
  }
}
