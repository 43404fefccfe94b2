package org.sipacc.restcomm.app;

import java.io.IOException;
import javax.ejb.EJB;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Shows the journal over HTTP. */
@WebServlet("/journal")
public class JournalPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient Journal journal;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(String.join("\n", journal.lines()));
  }
}
