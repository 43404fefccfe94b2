package org.sipacc.cli.management;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.CommandFailedException;

/**
 * Asks a server's management interface.
 *
 * <p>Each method throws {@link CommandFailedException} with the server's own words if it refuses,
 * and one of status 3 if there is no server.
 */
public final class ManagementClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** To what reads many calls. */
  private static final Duration LONG_ANSWER = Duration.ofMinutes(30);

  private static final int UNAUTHORIZED = 401;
  private static final String YAML = "text/yaml";

  private final URI server;
  private final String secret;
  private final Path data;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  ManagementClient(URI server, String secret, Path data) {
    this.server = server;
    this.secret = secret;
    this.data = data;
  }

  /** Reads a resource. */
  public JsonObject get(ApiPath path) {
    return json(send(request(path, "application/json").GET()));
  }

  /** Reads a policy's text; its name is its version. */
  public ConfigurationFile getYaml(ApiPath path) {
    HttpResponse<String> answer = send(request(path, YAML).GET());
    String version = answer.headers().firstValue("ETag").orElse("").replace("\"", "");
    return new ConfigurationFile(version, answer.body());
  }

  /** Demands something of a resource. */
  public JsonObject post(ApiPath path) {
    return json(send(request(path, "application/json").POST(BodyPublishers.noBody())));
  }

  /** Asks something that takes more words than an address. */
  public JsonObject post(ApiPath path, JsonObject question) {
    return json(
        send(
            request(path, "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))));
  }

  /**
   * Brings a file.
   *
   * @throws CommandFailedException if it cannot be read
   */
  public JsonObject postFile(ApiPath path, Path file, String type) {
    try {
      return json(
          send(
              request(path, "application/json")
                  .timeout(LONG_ANSWER)
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofFile(file))));
    } catch (FileNotFoundException e) {
      throw new CommandFailedException(file + " cannot be read: there is no such file", e);
    }
  }

  /** Changes what a resource stands for. */
  public JsonObject put(ApiPath path, JsonObject change) {
    return json(
        send(
            request(path, "application/json")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(change.toString()))));
  }

  /**
   * Brings a policy's text.
   *
   * @param ifMatch the version that must be in force; {@code *} for any
   */
  public JsonObject postYaml(ApiPath path, String yaml, String ifMatch) {
    return json(
        send(
            request(path, "application/json")
                .header("Content-Type", YAML + "; charset=utf-8")
                .header("If-Match", ifMatch.equals("*") ? ifMatch : '"' + ifMatch + '"')
                .POST(BodyPublishers.ofString(yaml))));
  }

  /** Ends what a resource stands for. */
  public JsonObject delete(ApiPath path) {
    return json(send(request(path, "application/json").DELETE()));
  }

  private HttpRequest.Builder request(ApiPath path, String accepted) {
    return HttpRequest.newBuilder(server.resolve("/" + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + secret)
        .header("Accept", accepted + ", application/problem+json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() / 100 != 2) {
      throw refused(answer, answer.body());
    }
    return answer;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (HttpTimeoutException e) {
      throw CommandFailedException.unreachable("the server at " + server + " does not answer", e);
    } catch (IOException e) {
      throw CommandFailedException.unreachable(
          "no server answers at "
              + server
              + " (data directory "
              + data
              + "): is it running? Start it with bin/run, or name another with --data",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted", e);
    }
  }

  private CommandFailedException refused(HttpResponse<?> answer, String body) {
    if (answer.statusCode() == UNAUTHORIZED) {
      return new CommandFailedException(
          "the server at "
              + server
              + " does not know the secret of "
              + data
              + ": name its own data directory with --data");
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("application/problem+json")) {
      return new CommandFailedException(json(body).getString("detail", "the server refuses"));
    }
    return notSipacc(Integer.toString(answer.statusCode()));
  }

  private JsonObject json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  private JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw notSipacc("2xx without JSON");
    }
  }

  private CommandFailedException notSipacc(String status) {
    return new CommandFailedException(
        "what answers at "
            + server
            + " (status "
            + status
            + ") does not speak as a sipacc server does: check --url");
  }
}
