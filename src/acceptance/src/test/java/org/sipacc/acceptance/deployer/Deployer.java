package org.sipacc.acceptance.deployer;

import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.naming.NamingException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.openejb.OpenEJBException;
import org.apache.openejb.assembler.classic.AppInfo;
import org.apache.openejb.assembler.classic.Assembler;
import org.apache.openejb.config.ConfigurationFactory;
import org.apache.openejb.loader.SystemInstance;

/** Undeploys and deploys applications in the server it runs in. */
@WebServlet("/*")
public class Deployer extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      response.getWriter().print(answer(request.getPathInfo(), request.getParameter("archive")));
    } catch (ReflectiveOperationException | OpenEJBException | NamingException e) {
      throw new IOException(e);
    }
  }

  private Object answer(String what, String archive)
      throws ReflectiveOperationException, OpenEJBException, IOException, NamingException {
    return switch (what) {
      case "/undeploy" -> undeploy(archive);
      case "/deploy" -> deploy(archive);
      case "/available", "/refused" -> ask(what.substring(1));
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static Assembler assembler() {
    return SystemInstance.get().getComponent(Assembler.class);
  }

  private String undeploy(String archive) throws OpenEJBException {
    for (AppInfo application : List.copyOf(assembler().getDeployedApplications())) {
      if (application.path.endsWith(archive)
          || application.path.endsWith(archive.replaceFirst("\\..*", ""))) {
        assembler().destroyApplication(application);
        return application.path;
      }
    }
    throw new IllegalArgumentException(archive + " is not deployed");
  }

  private static String deploy(String archive)
      throws OpenEJBException, IOException, NamingException {
    AppInfo application = new ConfigurationFactory().configureApplication(new File(archive));
    assembler().createApplication(application);
    return application.path;
  }

  private static Object ask(String method) throws ReflectiveOperationException {
    return Class.forName("org.sipacc.api.Accounting").getMethod(method).invoke(null);
  }
}
