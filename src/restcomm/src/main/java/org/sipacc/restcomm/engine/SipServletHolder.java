package org.sipacc.restcomm.engine;

import java.util.Collections;
import java.util.Enumeration;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import org.apache.catalina.core.StandardContext;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.sipacc.restcomm.descriptor.SipServletDeclaration;

/** One servlet of an application: a single instance, injected by the container, made on demand. */
final class SipServletHolder implements MobicentsSipServlet, ServletConfig {

  private final StandardContext context;
  private final SipServletDeclaration declaration;
  private Servlet instance;

  SipServletHolder(StandardContext context, SipServletDeclaration declaration) {
    this.context = context;
    this.declaration = declaration;
  }

  String className() {
    return declaration.className();
  }

  @Override
  public String getName() {
    return declaration.name();
  }

  @Override
  public int getLoadOnStartup() {
    return declaration.loadOnStartup();
  }

  /** The servlet, initialised at the first call. */
  @Override
  public synchronized Servlet allocate() throws ServletException {
    if (instance == null) {
      Servlet servlet = create();
      servlet.init(this);
      instance = servlet;
    }
    return instance;
  }

  private Servlet create() throws ServletException {
    try {
      return (Servlet)
          context
              .getInstanceManager()
              .newInstance(declaration.className(), context.getLoader().getClassLoader());
    } catch (ReflectiveOperationException | javax.naming.NamingException | LinkageError e) {
      throw new ServletException(
          "servlet '" + getName() + "' (" + declaration.className() + ") cannot be made: " + e, e);
    }
  }

  @Override
  public void deallocate(Servlet servlet) {
    // one instance for all requests
  }

  synchronized void destroy() {
    if (instance == null) {
      return;
    }
    Servlet servlet = instance;
    instance = null;
    try {
      servlet.destroy();
      context.getInstanceManager().destroyInstance(servlet);
    } catch (ReflectiveOperationException | RuntimeException e) {
      context.getLogger().warn("servlet '" + getName() + "' failed in destroy()", e);
    }
  }

  @Override
  public boolean isUnavailable() {
    return false;
  }

  @Override
  public String getServletName() {
    return declaration.name();
  }

  @Override
  public ServletContext getServletContext() {
    return context.getServletContext();
  }

  @Override
  public String getInitParameter(String name) {
    return declaration.initParams().get(name);
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(declaration.initParams().keySet());
  }
}
