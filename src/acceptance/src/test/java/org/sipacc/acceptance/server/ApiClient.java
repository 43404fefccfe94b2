package org.sipacc.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who uses a server's REST API: nobody, a user with a cookie, or a program. */
public final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The password of one's own that {@link #administrator} and {@link #newUser} choose. */
  public static final String CHOSEN = "correct horse battery";

  private final URI base;
  private final Map<String, String> headers;

  private ApiClient(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** Somebody without a login. */
  public static ApiClient nobody(SipaccServer server) {
    return new ApiClient(server.console(), Map.of());
  }

  /** The first user of a new server, with a password of their own. */
  public static ApiClient administrator(SipaccServer server) {
    try {
      return nobody(server)
          .login(
              "admin", Files.readString(server.settings().data().resolve("admin.password")).strip())
          .withOwnPassword(
              Files.readString(server.settings().data().resolve("admin.password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That it is a problem of RFC 7807, with that status. */
  public static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status);
  }

  /** A user of a role whom this administrator makes. */
  public ApiClient newUser(String name, String role) {
    HttpResponse<String> made =
        post("users", "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String password = text(made, "password");
    return new ApiClient(base, Map.of()).login(name, password).withOwnPassword(password);
  }

  /** A program with a token of a role, which this administrator makes. */
  public ApiClient newToken(String name, String role) {
    HttpResponse<String> made =
        post("tokens", "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"days\":1}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return new ApiClient(base, Map.of("Authorization", "Bearer " + text(made, "token")));
  }

  /** Logs in. */
  public ApiClient login(String user, String password) {
    HttpResponse<String> answer =
        post("session", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return inSession(answer);
  }

  private ApiClient withOwnPassword(String password) {
    HttpResponse<String> answer =
        post("session/password", "{\"old\":\"" + password + "\",\"new\":\"" + CHOSEN + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return inSession(answer);
  }

  private ApiClient inSession(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return new ApiClient(
        base,
        Map.of(
            "Cookie",
            cookie.substring(0, cookie.indexOf(';')),
            "X-CSRF-Token",
            text(answer, "csrf_token")));
  }

  /** The same with another header, or without it if the value is empty. */
  public ApiClient with(String header, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(header, value);
    changed.values().removeIf(String::isEmpty);
    return new ApiClient(base, changed);
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  /** Any request; a path that begins with a slash is not below {@code /api}. */
  public HttpResponse<String> send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path.startsWith("/") ? path : "/api/" + path))
            .method(method, body);
    if (body.contentLength() != 0 && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), ApiClient::body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The text of the body, but nothing of one that does not end. */
  private static BodySubscriber<String> body(ResponseInfo head) {
    boolean endless =
        head.headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/event-stream"))
            .isPresent();
    return endless
        ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), ApiClient::closed)
        : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private static String closed(InputStream body) {
    try {
      body.close();
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Server-sent events that are read as they come. */
  public EventStream events(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/" + path)).header("Accept", "text/event-stream");
    headers.forEach(request::header);
    return new EventStream(HTTP.sendAsync(request.build(), BodyHandlers.ofLines()));
  }

  /** A text of a flat JSON answer. */
  public static String text(HttpResponse<String> answer, String name) {
    return find(answer, name)
        .orElseThrow(() -> new AssertionError("no " + name + " in " + answer.body()));
  }

  /** A text of a flat JSON answer, if it has one of that name that is not null. */
  public static Optional<String> find(HttpResponse<String> answer, String name) {
    Matcher text =
        Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer.body());
    return text.find() ? Optional.of(text.group(1)) : Optional.empty();
  }
}
