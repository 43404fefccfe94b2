package org.sipacc.acceptance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipacc.acceptance.server.RadiusRequest.Attribute;

/**
 * A real RADIUS server for accounting, with a port and a directory of its own. It writes each
 * request into a file, and knows the attributes of {@code container-config/radius}.
 */
public final class FreeRadius implements AutoCloseable {
  /** What it shares with its clients. */
  public static final String SECRET = "radius-s3cret";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIGURATION =
      """
      prefix = /usr
      logdir = DIRECTORY
      raddbdir = DIRECTORY
      run_dir = DIRECTORY
      libdir = /usr/lib/freeradius
      pidfile = DIRECTORY/pid
      max_request_time = 5
      cleanup_delay = 5
      max_requests = 4096
      hostname_lookups = no
      log {
        destination = stdout
      }
      security {
        max_attributes = 500
      }
      thread pool {
        start_servers = 1
        max_servers = 1
        min_spare_servers = 1
        max_spare_servers = 1
      }
      client loopback {
        ipaddr = 127.0.0.1
        secret = SECRET
      }
      modules {
        detail {
          filename = DIRECTORY/detail
          header = "%t"
          log_packet_header = no
        }
      }
      server accounting {
        listen {
          type = acct
          ipaddr = 127.0.0.1
          port = PORT
        }
        accounting {
          detail
        }
      }
      """;

  private final Path directory;
  private final int port = FreePort.next();
  private Process process;
  private int starts;

  private FreeRadius(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts a server that has received nothing yet.
   *
   * @param dictionary further lines of its dictionary
   */
  public static FreeRadius started(String... dictionary) {
    try {
      FreeRadius server = new FreeRadius(Repository.newDirectory("freeradius"));
      server.write(dictionary);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String... dictionary) throws IOException {
    Files.writeString(
        directory.resolve("radiusd.conf"),
        CONFIGURATION
            .replace("DIRECTORY", directory.toString())
            .replace("SECRET", SECRET)
            .replace("PORT", Integer.toString(port)));
    Files.copy(
        Repository.file("container-config/radius/dictionary.sipacc"),
        directory.resolve("dictionary.sipacc"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        directory.resolve("dictionary"),
        "$INCLUDE dictionary.sipacc\n" + String.join("\n", dictionary) + "\n");
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Changes the secret; from the next start on. */
  public void secret(String secret) {
    try {
      Path file = directory.resolve("radiusd.conf");
      Files.writeString(
          file, Files.readString(file).replaceAll("secret = .*", "secret = " + secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, with all it had received. */
  public void start() {
    Path output = directory.resolve("output-" + ++starts);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  "freeradius", "-f", "-d", directory.toString(), "-n", "radiusd", "-l", "stdout")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("TZ", "UTC");
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("freeradius is missing; see bin/install-test-packages", e);
    }
    await("freeradius").atMost(PATIENCE).until(() -> isReady(output));
  }

  private boolean isReady(Path output) throws IOException {
    String text = Files.readString(output);
    if (!process.isAlive()) {
      throw new AssertionError("freeradius ended: " + text);
    }
    return text.contains("Ready to process requests");
  }

  /** Stops it: its port is closed. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("freeradius does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes it silent: the port stays open, nobody reads. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Command kill = Command.run(List.of("kill", "-" + name, Long.toString(process.pid())));
    if (kill.exit() != 0) {
      throw new AssertionError(kill.errors());
    }
  }

  /** The requests of an Acct-Session-Id, in the order in which they came. */
  public List<RadiusRequest> requests(String sessionId) {
    return all().stream()
        .filter(request -> request.all("Acct-Session-Id").equals(List.of(sessionId)))
        .toList();
  }

  /** Waits for requests of an Acct-Session-Id. */
  public List<RadiusRequest> awaitRequests(String sessionId, int count) {
    return await(count + " request(s) of " + sessionId)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> requests(sessionId), requests -> requests.size() >= count);
  }

  /** Everything it received. Each request is a line with the time and a line for each attribute. */
  public List<RadiusRequest> all() {
    Path detail = directory.resolve("detail");
    try (Stream<String> lines = Files.exists(detail) ? Files.lines(detail, UTF_8) : Stream.of()) {
      List<RadiusRequest> requests = new ArrayList<>();
      List<Attribute> attributes = new ArrayList<>();
      for (String line : lines.toList()) {
        if (line.startsWith("\t")) {
          attributes.add(attribute(line.strip()));
        } else if (line.isEmpty()) {
          requests.add(new RadiusRequest(List.copyOf(attributes)));
          attributes.clear();
        }
      }
      return requests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Attribute attribute(String line) {
    int equals = line.indexOf(" = ");
    String value = line.substring(equals + 3);
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return new Attribute(
        line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      resume();
      stop();
    }
  }
}
