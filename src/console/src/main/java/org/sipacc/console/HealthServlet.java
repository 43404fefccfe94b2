package org.sipacc.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import javax.ejb.EJB;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sipacc.service.AccountingService;
import org.sipacc.service.JournalStatus;

/**
 * For supervisors and load balancers, open to everybody: {@code /health/live} answers 200 as long
 * as the application runs, {@code /health/ready} and {@code /health} 503 while new calls are
 * refused. They tell no more than that.
 */
@WebServlet({"/health", "/health/*"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @EJB private transient AccountingService service;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (Optional.ofNullable(request.getPathInfo()).orElse("")) {
      case "/live" -> answer(response, HttpServletResponse.SC_OK, "live");
      case "", "/", "/ready" -> ready(response);
      default -> answer(response, HttpServletResponse.SC_NOT_FOUND, "unknown");
    }
  }

  private void ready(HttpServletResponse response) throws IOException {
    if (service.journal().state() == JournalStatus.State.REFUSING) {
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "refusing");
    } else {
      answer(response, HttpServletResponse.SC_OK, "ready");
    }
  }

  private static void answer(HttpServletResponse response, int status, String word)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    try (PrintWriter body = response.getWriter()) {
      body.print("{\"status\":\"" + word + "\"}");
    }
  }
}
