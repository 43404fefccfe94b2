package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that takes events at {@code /events}. */
final class WebhookReceiver implements Receiver {
  private final int port;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private volatile int good;
  private volatile int refusal;
  private volatile String refused = "";
  private HttpServer server;

  /** What was posted, whatever was answered. */
  record Post(Headers headers, String body, int answered) {}

  WebhookReceiver() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @Override
  public String socket() {
    return "http://127.0.0.1:" + port + "/events?token=t1";
  }

  @Override
  public void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/events", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      int answer = body.matches(refused) ? refusal : posts.size() < good ? 204 : status;
      posts.add(new Post(exchange.getRequestHeaders(), body, answer));
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** Answers with that status from now on. */
  void answer(int newStatus) {
    status = newStatus;
  }

  /** Takes so many posts, then answers with that status. */
  void answerUntil(int posts, int newStatus) {
    good = posts;
    status = newStatus;
  }

  /** Answers with that status to the events of a call from now on. */
  void refuseCall(String callId, int with) {
    refusal = with;
    refused = "(?s).*\"callid\":\"" + callId + "\".*";
  }

  List<Post> posts() {
    return List.copyOf(posts);
  }

  @Override
  public List<String> received() {
    return posts.stream().filter(post -> post.answered() / 100 == 2).map(Post::body).toList();
  }

  @Override
  public void shut() {
    server.stop(0);
  }

  @Override
  public void close() {
    shut();
  }
}
