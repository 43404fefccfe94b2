package org.sipacc.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipacc.acceptance.server.EventSubscriber;
import org.sipacc.acceptance.server.FilledConfiguration;
import org.sipacc.acceptance.server.FreeRadius;
import org.sipacc.acceptance.server.Rsyslog;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.backends.testing.RabbitBroker;
import org.sipacc.persistence.url.DatabaseUrl;

/** A server that accounts each call everywhere, and all those who get its records. */
final class BackendServers implements AutoCloseable {
  private static final String QUEUE = "cdrs";
  private static final Pattern LINE = Pattern.compile(";call_id=([^;]*);");
  private static final Pattern EVENT = Pattern.compile("\"callid\":\"([^\"]*)\"");

  final FreeRadius radius = FreeRadius.started();
  final Rsyslog syslog = Rsyslog.start();
  final RabbitBroker broker = new RabbitBroker();
  private final EventSubscriber subscriber = new EventSubscriber();
  private final Map<String, String> messages = new ConcurrentHashMap<>();
  private final Map<String, Integer> messagesPerCall = new ConcurrentHashMap<>();
  private final Path files;
  private final SipaccServer server;

  private BackendServers(Path directory) throws IOException {
    broker.declare(QUEUE);
    files = directory.resolve("files");
    Path config =
        FilledConfiguration.of(
            "faults-backends",
            Map.of(
                "RADIUS_SERVER", radius.address(),
                "SYSLOG_URL", syslog.url("tcp"),
                "FILE_DIRECTORY", files.toString(),
                "BROKER_SOCKET", "rabbitmq:guest:guest@127.0.0.1:" + broker.port() + "/" + QUEUE,
                "DATAGRAM_SOCKET", subscriber.address()));
    Files.writeString(config.resolve("secret"), FreeRadius.SECRET + "\n");
    server = SipaccServer.start(Settings.of("faults-backends", config));
  }

  /**
   * Starts everything.
   *
   * @param directory for what the server writes
   */
  static BackendServers start(Path directory) {
    try {
      return new BackendServers(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SipaccServer server() {
    return server;
  }

  /** All that records arrive at. */
  List<Destination> destinations() {
    return List.of(database(), radius(), syslog(), broker(), datagrams(), files());
  }

  private Destination database() {
    return new StoredRecords("db: embedded H2", DatabaseUrl.embedded(server.settings().data()));
  }

  /** Accounting-Requests. */
  Destination radius() {
    return counting(
        "aaa: FreeRADIUS",
        () -> radius.all().stream().map(request -> request.only("Acct-Session-Id")));
  }

  /** Lines over TCP. */
  Destination syslog() {
    return counting(
        "log: rsyslog, TCP", () -> syslog.lines("ACC: call ended").stream().map(l -> id(LINE, l)));
  }

  /** Messages, each counted when it is taken out of its queue. */
  Destination broker() {
    return new Counted(
        "evi: RabbitMQ",
        () -> {
          broker
              .take(QUEUE)
              .forEach(message -> count(message.getProps().getMessageId(), message.getBody()));
          return Map.copyOf(messagesPerCall);
        });
  }

  private void count(String messageId, byte[] body) {
    String callId = id(EVENT, new String(body, UTF_8));
    String first = messages.putIfAbsent(callId, messageId);
    if (first != null && !first.equals(messageId)) {
      throw new AssertionError("two events with different ids of " + callId);
    }
    messagesPerCall.merge(callId, 1, Integer::sum);
  }

  private Destination datagrams() {
    return counting("evi: UDP", () -> subscriber.events().stream().map(event -> id(EVENT, event)));
  }

  private Destination files() {
    return counting("files", this::rows);
  }

  private Stream<String> rows() {
    try (Stream<Path> written = Files.list(files)) {
      return written
          .filter(file -> !file.toString().endsWith(".json"))
          .flatMap(BackendServers::lines)
          .map(row -> id(EVENT, row))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no Call-ID in " + text);
    }
    return matcher.group(1);
  }

  private static Destination counting(String name, Supplier<Stream<String>> callIds) {
    return new Counted(
        name,
        () -> {
          Map<String, Integer> counts = new HashMap<>();
          callIds.get().forEach(id -> counts.merge(id, 1, Integer::sum));
          return counts;
        });
  }

  /** A destination of that name. */
  private record Counted(String name, Supplier<Map<String, Integer>> counts)
      implements Destination {
    @Override
    public Map<String, Integer> perCall() {
      return counts.get();
    }
  }

  @Override
  public void close() {
    server.close();
    radius.close();
    syslog.close();
    broker.close();
    subscriber.close();
  }
}
