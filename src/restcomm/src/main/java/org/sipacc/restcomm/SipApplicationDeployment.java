package org.sipacc.restcomm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.core.StandardContext;
import org.sipacc.restcomm.converged.ApplicationSessionValve;
import org.sipacc.restcomm.converged.ConvergedManager;
import org.sipacc.restcomm.descriptor.AnnotatedClasses;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.restcomm.descriptor.SipXmlException;
import org.sipacc.restcomm.descriptor.SipXmlReader;
import org.sipacc.restcomm.engine.SipApplication;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * The SIP side of one web application's life. A context with neither {@code /WEB-INF/sip.xml} nor
 * annotations of SIP servlets is left alone. If they are wrong or the SIP side fails to start, the
 * whole context fails.
 */
final class SipApplicationDeployment implements LifecycleListener, ServletContextListener {

  private static final Logger LOG = System.getLogger(SipApplicationDeployment.class.getName());
  private static final String SIP_XML = "/WEB-INF/sip.xml";

  private final SipEngine engine;
  private final StandardContext context;
  private Optional<SipApplication> application = Optional.empty();

  SipApplicationDeployment(SipEngine engine, StandardContext context) {
    this.engine = engine;
    this.context = context;
  }

  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    switch (event.getType()) {
      case Lifecycle.BEFORE_START_EVENT -> comeLast();
      case Lifecycle.CONFIGURE_START_EVENT -> configure();
      case Lifecycle.AFTER_START_EVENT -> application.ifPresent(this::publish);
      case Lifecycle.BEFORE_STOP_EVENT -> application.ifPresent(this::withdraw);
      default -> {
        // the other steps are of no concern here
      }
    }
  }

  /** TomEE's own listener, which came in meanwhile, would overrule a failure. */
  private void comeLast() {
    context.removeLifecycleListener(this);
    context.addLifecycleListener(this);
  }

  /** Resources and class loader are there, listeners and servlets are not made yet. */
  private void configure() {
    application = Optional.empty();
    try {
      Optional<SipDescriptor> descriptor = descriptor();
      if (descriptor.isPresent()) {
        configure(descriptor.get());
        // after the web application's own listeners
        context.addApplicationLifecycleListener(this);
      }
    } catch (SipXmlException | IOException | IllegalArgumentException e) {
      fail(e.getMessage());
      context.setConfigured(false);
    }
  }

  private Optional<SipDescriptor> descriptor() throws SipXmlException, IOException {
    AnnotatedClasses annotated = SipAnnotations.of(context.getResources());
    try (InputStream in = context.getServletContext().getResourceAsStream(SIP_XML)) {
      if (in != null) {
        return Optional.of(SipXmlReader.read(in, annotated));
      }
    }
    return annotated.isEmpty() ? Optional.empty() : Optional.of(annotated.descriptor());
  }

  private void configure(SipDescriptor descriptor) throws SipXmlException {
    DeclaredClasses classes = new DeclaredClasses(context.getLoader().getClassLoader());
    classes.check(descriptor);
    descriptor.contextParams().forEach(context::addParameter);
    SipApplication made = new SipApplication(engine, context, descriptor);
    if (descriptor.keyClass().isPresent()) {
      made.setSipApplicationKeyMethod(classes.keyMethod(descriptor.keyClass().get()));
    }
    made.attach();
    context.setManager(new ConvergedManager(made));
    ApplicationSessionValve.addTo(context);
    SipResources.register(made);
    application = Optional.of(made);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      application.orElseThrow().start();
    } catch (ServletException | RuntimeException | LinkageError e) {
      fail(e.getMessage() == null ? e.toString() : e.getMessage());
      throw new IllegalStateException("the SIP side does not start", e);
    }
  }

  private void fail(String message) {
    String name = context.getPath().isEmpty() ? "/" : context.getPath();
    LOG.log(Level.ERROR, () -> "the application " + name + " is not deployed: " + message);
    ServerState.current().failed(new DeploymentFailure(name, message));
  }

  private void publish(SipApplication made) {
    if (context.getState().isAvailable()) {
      made.publish();
      ServerState.current().deployed(made.getApplicationName());
    }
  }

  private void withdraw(SipApplication made) {
    ServerState.current().undeployed(made.getApplicationName());
    made.withdraw();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    application.ifPresent(
        made -> {
          SipResources.unregister(made);
          made.stop();
        });
    application = Optional.empty();
  }
}
