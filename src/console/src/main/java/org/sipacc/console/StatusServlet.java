package org.sipacc.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import javax.ejb.EJB;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sipacc.service.AccountingService;

/** The page at {@code /}: how the server stands. */
@WebServlet("")
public class StatusServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @EJB private transient AccountingService service;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'");
    try (PrintWriter page = response.getWriter()) {
      page.print(
          StatusPage.html(
              service.openCalls(),
              service.policy().version(),
              service.journal(),
              service.deliveries()));
    }
  }
}
