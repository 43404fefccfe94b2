package org.sipacc.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The console's one page, at {@code /}. It holds nothing but the way to its modules; everything it
 * shows comes from {@code /api}, after the login.
 */
@WebServlet("")
public class ConsoleServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PAGE = "/WEB-INF/console.html";

  private String page;
  private String policy;

  @Override
  public void init() throws ServletException {
    try (InputStream stream = getServletContext().getResourceAsStream(PAGE)) {
      page = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServletException(PAGE + " cannot be read", e);
    }
    policy = PagePolicy.of(page);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Content-Security-Policy", policy);
    response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
  }
}
