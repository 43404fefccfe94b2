package org.sipacc.restcomm.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Calls the engine's functions over HTTP. */
@WebServlet("/engine")
public class EnginePage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    String answer =
        request.getParameter("own") == null
            ? send(request)
            : String.valueOf(isOwn(request.getParameter("own")));
    response.getWriter().print(answer);
  }

  /** The status, or why it was refused. */
  private String send(HttpServletRequest request) {
    Map<String, Object> description = new HashMap<>();
    for (String name : List.of("method", "uri", "from", "to", "callId", "transport")) {
      if (request.getParameter(name) != null) {
        description.put(name, request.getParameter(name));
      }
    }
    description.put("cseq", Long.valueOf(request.getParameter("cseq")));
    String[] routes = request.getParameterValues("route");
    description.put("routes", routes == null ? List.of() : Arrays.asList(routes));
    String reason = request.getParameter("reason");
    description.put("headers", reason == null ? Map.of() : Map.of("Reason", reason));
    CompletableFuture<String> status = new CompletableFuture<>();
    try {
      sendRequest()
          .accept(
              description,
              code ->
                  status.complete(
                      code
                          + " "
                          + Thread.currentThread().getName()
                          + " "
                          + (Thread.currentThread().getContextClassLoader()
                              == EnginePage.class.getClassLoader())));
      return status.join();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @SuppressWarnings("unchecked")
  private BiConsumer<Map<String, Object>, IntConsumer> sendRequest() {
    return (BiConsumer<Map<String, Object>, IntConsumer>) functions().get("sendRequest");
  }

  @SuppressWarnings("unchecked")
  private boolean isOwn(String route) {
    return ((Predicate<String>) functions().get("isOwnRoute")).test(route);
  }

  private Map<?, ?> functions() {
    return (Map<?, ?>) getServletContext().getAttribute("org.sipacc.engine");
  }
}
