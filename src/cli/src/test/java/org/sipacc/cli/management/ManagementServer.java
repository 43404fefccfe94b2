package org.sipacc.cli.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipacc.cli.CommandRun;

/** Plays the management interface of a running server: known answers to expected requests. */
public final class ManagementServer implements AutoCloseable {
  private static final String SECRET = "the-secret-of-this-data-directory";

  private final HttpServer http;
  private final Path data;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What came in; the target is as it was sent, not decoded. */
  public record Request(String method, String target, String ifMatch, String body) {}

  private record Answer(int status, String type, String body) {}

  private ManagementServer(HttpServer http, Path data) {
    this.http = http;
    this.data = data;
  }

  /** Starts it, with its traces in a data directory. */
  public static ManagementServer start(Path data) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ManagementServer server = new ManagementServer(http, data);
    http.createContext("/", server::answer);
    http.start();
    Files.writeString(data.resolve("management.secret"), SECRET + "\n");
    Files.writeString(data.resolve("management.properties"), "url=" + server.url() + "\n");
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  /** Answers a request, {@code GET /api/live-calls} for example, with JSON. */
  public ManagementServer on(String request, int status, String json) {
    String type = status < 400 ? "application/json" : "application/problem+json";
    answers.put(request, new Answer(status, type, json));
    return this;
  }

  /** Answers a request with a policy's text. */
  public ManagementServer onYaml(String request, String yaml) {
    answers.put(request, new Answer(200, "text/yaml", yaml));
    return this;
  }

  /** Runs a command of the command line on this server. */
  public CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(data.toString());
    return CommandRun.sipacc(all.toArray(String[]::new));
  }

  /** The one request that came in. */
  public Request request() {
    if (requests.size() != 1) {
      throw new AssertionError("not one request but " + requests);
    }
    return requests.get(0);
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestURI().toString();
      String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
      requests.add(
          new Request(exchange.getRequestMethod(), target, ifMatch == null ? "" : ifMatch, body));
      Answer answer =
          isAdmitted(exchange)
              ? answers.getOrDefault(
                  exchange.getRequestMethod() + " " + target,
                  new Answer(599, "text/html", "<p>unexpected: " + target))
              : new Answer(401, "application/problem+json", "{\"detail\":\"no secret\"}");
      exchange.getResponseHeaders().add("Content-Type", answer.type());
      exchange.getResponseHeaders().add("ETag", "\"0a533137e560\"");
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAdmitted(HttpExchange exchange) {
    return ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
