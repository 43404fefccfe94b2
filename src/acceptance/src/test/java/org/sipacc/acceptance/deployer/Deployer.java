package org.sipacc.acceptance.deployer;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.openejb.assembler.classic.AppInfo;
import org.apache.openejb.assembler.classic.Assembler;
import org.apache.openejb.config.ConfigurationFactory;
import org.apache.openejb.loader.SystemInstance;
import org.apache.openejb.spi.ContainerSystem;

/** Undeploys and deploys applications in the server it runs in, and tells what is left of them. */
@WebServlet("/*")
public class Deployer extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient List<WeakReference<ClassLoader>> undeployed = new ArrayList<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      response.getWriter().print(answer(request.getPathInfo(), request.getParameter("archive")));
    } catch (ReflectiveOperationException | org.apache.openejb.OpenEJBException e) {
      throw new IOException(e);
    } catch (javax.naming.NamingException e) {
      throw new IOException(e);
    }
  }

  private Object answer(String what, String archive)
      throws ReflectiveOperationException,
          org.apache.openejb.OpenEJBException,
          IOException,
          javax.naming.NamingException {
    return switch (what) {
      case "/undeploy" -> undeploy(archive);
      case "/deploy" -> deploy(archive);
      case "/left" -> left();
      case "/available", "/refused" -> ask(what.substring(1));
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static Assembler assembler() {
    return SystemInstance.get().getComponent(Assembler.class);
  }

  private String undeploy(String archive) throws org.apache.openejb.OpenEJBException {
    for (AppInfo application : List.copyOf(assembler().getDeployedApplications())) {
      if (application.path.endsWith(archive)
          || application.path.endsWith(archive.replaceFirst("\\..*", ""))) {
        ClassLoader loader =
            SystemInstance.get()
                .getComponent(ContainerSystem.class)
                .getAppContext(application.appId)
                .getClassLoader();
        undeployed.add(new WeakReference<>(loader));
        assembler().destroyApplication(application);
        return application.path;
      }
    }
    throw new IllegalArgumentException(archive + " is not deployed");
  }

  private static String deploy(String archive)
      throws org.apache.openejb.OpenEJBException, IOException, javax.naming.NamingException {
    AppInfo application = new ConfigurationFactory().configureApplication(new File(archive));
    assembler().createApplication(application);
    return application.path;
  }

  /** How many class loaders of what was undeployed are still referred to. */
  private long left() {
    System.gc();
    return undeployed.stream().filter(loader -> loader.get() != null).count();
  }

  private static Object ask(String method) throws ReflectiveOperationException {
    return Class.forName("org.sipacc.api.Accounting").getMethod(method).invoke(null);
  }
}
