package org.sipacc.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The console's one page, at {@code /}. It holds nothing but the way to its modules; everything it
 * shows comes from {@code /api}, after the login.
 *
 * <p>Its content security policy allows this server's own scripts and styles, and of inline scripts
 * the import map alone, by its hash.
 */
@WebServlet("")
public class ConsoleServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PAGE = "/WEB-INF/console.html";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>");

  private String page;
  private String policy;

  @Override
  public void init() throws ServletException {
    try (InputStream stream = getServletContext().getResourceAsStream(PAGE)) {
      page = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServletException(PAGE + " cannot be read", e);
    }
    policy =
        "default-src 'none'; script-src 'self' 'sha256-"
            + hashOfImportMap(page)
            + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";
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

  static String hashOfImportMap(String page) {
    Matcher map = IMPORT_MAP.matcher(page);
    if (!map.find()) {
      throw new IllegalStateException(PAGE + " has no import map");
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(map.group(1).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
