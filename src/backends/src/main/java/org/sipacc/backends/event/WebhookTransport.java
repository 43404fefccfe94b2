package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code http://...} or {@code https://...}: an event a POST, in CloudEvents 1.0's structured JSON.
 * An answer 2xx acknowledges it, one that finds fault with the event refuses it, anything else has
 * it sent again. The event's id is the same each time.
 */
final class WebhookTransport implements EventTransport {
  static final String SIGNATURE = "X-Sipacc-Signature";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final String ALGORITHM = "HmacSHA256";

  /** Bad Request, Content Too Large, Unprocessable Content: the next event may please better. */
  private static final Set<Integer> ABOUT_THE_EVENT = Set.of(400, 413, 422);

  private final URI uri;
  private final String source;
  private final Optional<String> secret;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private WebhookTransport(URI uri, String source, Optional<String> secret) {
    this.uri = uri;
    this.source = source;
    this.secret = secret;
  }

  /**
   * @param source what sends the events (CloudEvents' {@code source})
   * @param secret signs them; empty for no signature
   */
  static WebhookTransport parse(String socket, String source, Optional<String> secret)
      throws WrongSocketException {
    try {
      URI uri = new URI(socket);
      if (uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
        return new WebhookTransport(uri, source, secret);
      }
    } catch (URISyntaxException e) {
      // the same message as for a URL that lacks a host
    }
    throw new WrongSocketException(
        "that is no URL for events; write one with a host and without user and #, as in"
            + " https://billing.example/events");
  }

  /** Without the query, in which services have tokens. */
  @Override
  public String shown() {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?...";
  }

  @Override
  public void connect() throws IOException {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(uri.getHost(), port), (int) CONNECT.toMillis());
    }
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException, InterruptedException {
    for (int i = 0; i < events.size(); i++) {
      post(events.get(i), receipts);
      receipts.sent(i + 1);
    }
  }

  private void post(Event event, Receipts receipts) throws IOException, InterruptedException {
    byte[] body = cloudEvent(event).getBytes(UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
            .POST(BodyPublishers.ofByteArray(body));
    secret.ifPresent(key -> request.header(SIGNATURE, "sha256=" + sign(key, body)));
    HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
    int status = answer.statusCode();
    if (ABOUT_THE_EVENT.contains(status)) {
      receipts.refused(event, "http-" + status, "it answers " + status);
    } else if (status / 100 != 2) {
      throw new IOException("it answers " + status);
    }
  }

  private String cloudEvent(Event event) {
    JsonObject envelope =
        new JsonObject()
            .add("specversion", "1.0")
            .add("id", event.id())
            .add("source", source)
            .add("type", "org.sipacc." + event.name());
    if (!event.callId().isEmpty()) {
      envelope.add("subject", event.callId());
    }
    return envelope
        .add("time", event.time().toString())
        .add("datacontenttype", "application/json")
        .addJson("data", event.params())
        .toString();
  }

  private static String sign(String key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  @Override
  public void close() {
    // Idle connections end by themselves.
  }
}
