package org.sipacc.console.api;

import java.nio.file.Path;
import java.util.Optional;
import javax.ejb.EJB;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.annotation.WebListener;
import org.sipacc.service.AccountingService;
import org.sipacc.service.ServerDirectories;

/** Opens the management interface with the application, and closes it with it. */
@WebListener
public class ManagementChannel implements ServletContextListener {
  private static final String SECRET = ManagementSecret.class.getName();
  private static final String ACCOUNTING = AccountingService.class.getName();

  @EJB private AccountingService service;
  private Optional<ManagementAddress> address = Optional.empty();

  /** The secret that the guard asks for. */
  static ManagementSecret secret(ServletContext context) {
    return (ManagementSecret) context.getAttribute(SECRET);
  }

  /** The accounting, for resources: Open Liberty injects it into listeners, but not into those. */
  static AccountingService accounting(ServletContext context) {
    return (AccountingService) context.getAttribute(ACCOUNTING);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Path data = ServerDirectories.data();
    ServletContext context = event.getServletContext();
    context.setAttribute(SECRET, ManagementSecret.of(data));
    context.setAttribute(ACCOUNTING, service);
    address = ManagementAddress.publish(data);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    address.ifPresent(ManagementAddress::withdraw);
  }
}
