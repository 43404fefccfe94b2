package org.sipacc.acceptance.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.persistence.url.DatabaseUrl;

/** The assembled server, started by {@code bin/run} with ports and a data directory of its own. */
public final class SipaccServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STORED = Duration.ofSeconds(20);

  private final Settings settings;
  private final ServerProcess process;
  private final Records records;

  /**
   * How a server is started.
   *
   * @param name of its directory below {@code target/servers}
   * @param config the value of {@code --config}; empty for a server without configuration
   * @param database the value of {@code --db}; empty for the embedded database
   * @param environment variables of its process beside those of this one
   */
  public record Settings(
      String name,
      Optional<Path> config,
      Optional<String> database,
      int sipPort,
      int httpPort,
      Map<String, String> environment) {
    public Settings(
        String name, Optional<Path> config, Optional<String> database, int sipPort, int httpPort) {
      this(name, config, database, sipPort, httpPort, Map.of());
    }

    public static Settings of(String name, Path config) {
      return new Settings(
          name, Optional.of(config), Optional.empty(), FreePort.next(), FreePort.next());
    }

    public static Settings withoutConfiguration(String name) {
      return new Settings(
          name, Optional.empty(), Optional.empty(), FreePort.next(), FreePort.next());
    }

    /** The same server with another configuration. */
    public Settings withConfiguration(Path directory) {
      return new Settings(name, Optional.of(directory), database, sipPort, httpPort, environment);
    }

    public Settings withDatabase(String url) {
      return new Settings(name, config, Optional.of(url), sipPort, httpPort, environment);
    }

    public Settings withJavaOptions(String options) {
      return withEnvironment(Map.of("SIPACC_JAVA_OPTS", options));
    }

    /** The same server with other variables in its environment. */
    public Settings withEnvironment(Map<String, String> variables) {
      return new Settings(name, config, database, sipPort, httpPort, variables);
    }

    /** Where everything of this server is. */
    public Path home() {
      return Repository.target("servers").resolve(name);
    }

    /** The value of {@code --data}. */
    public Path data() {
      return home().resolve("data");
    }

    List<String> command() {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Repository.file("bin/run").toString(),
                  "--sip-host",
                  "127.0.0.1",
                  "--sip-port",
                  Integer.toString(sipPort),
                  "--http-port",
                  Integer.toString(httpPort),
                  "--data",
                  data().toString()));
      config.ifPresent(path -> command.addAll(List.of("--config", path.toString())));
      database.ifPresent(url -> command.addAll(List.of("--db", url)));
      return command;
    }
  }

  private SipaccServer(Settings settings, ServerProcess process) {
    this.settings = settings;
    this.process = process;
    this.records = new Records(() -> databaseOf(settings));
  }

  /** Starts a server that has not run before, and waits until it is ready. */
  public static SipaccServer start(Settings settings) {
    return start(settings, List.of());
  }

  /** Starts a server that has not run before, with further options of {@code bin/run}. */
  public static SipaccServer start(Settings settings, List<String> options) {
    Repository.delete(settings.home());
    return restart(settings, options);
  }

  /** Deletes what a server of an earlier run left. */
  public static void forget(Settings settings) {
    Repository.delete(settings.home());
  }

  /** Starts a server again on what it left. */
  public static SipaccServer restart(Settings settings) {
    return restart(settings, List.of());
  }

  /** Starts a server again on what it left, with further options of {@code bin/run}. */
  public static SipaccServer restart(Settings settings, List<String> options) {
    ServerProcess process = launch(settings, options);
    process.awaitReady(START);
    return new SipaccServer(settings, process);
  }

  /** What an earlier run left is deleted before the next start. */
  public static ServerProcess launchNew(Settings settings) {
    Repository.delete(settings.home());
    return launch(settings);
  }

  /** Starts a server that is expected to say why it does not start. */
  public static ServerProcess launch(Settings settings) {
    return launch(settings, List.of());
  }

  private static ServerProcess launch(Settings settings, List<String> options) {
    List<String> command = new ArrayList<>(settings.command());
    command.addAll(options);
    return ServerProcess.start(
        command, settings.environment(), settings.home().resolve("stderr.log"));
  }

  /** Where it takes SIP over UDP and TCP. */
  public InetSocketAddress sip() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.sipPort());
  }

  public Settings settings() {
    return settings;
  }

  public ServerProcess process() {
    return process;
  }

  public Records records() {
    return records;
  }

  /** The first URL it printed. */
  public URI console() {
    return process.printed().stream()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .filter(word -> word.startsWith("http://"))
        .map(URI::create)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No URL in " + process.printed()));
  }

  /** What it takes for the time, to the second: that of an HTTP answer. */
  public Instant wallClock() {
    try {
      HttpResponse<Void> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(console()).build(),
                  HttpResponse.BodyHandlers.discarding());
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(
          answer.headers().firstValue("Date").orElseThrow(), Instant::from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until everything an ended call gave is stored. Its summary comes after its records; a
   * further call, made and stored after that, shows that nothing more follows, not even twice.
   */
  public CallRecords recordsOf(String callId) {
    Row summary = summaryOf(callId);
    settle();
    return new CallRecords(
        summary,
        records.ofCall("acc", callId),
        records.ofCall("missed_calls", callId),
        records.ofCall("my_acc", callId));
  }

  /** Waits until a call's summary is stored. */
  public Row summaryOf(String callId) {
    List<Row> rows = awaitRows("calls", callId, 1);
    return rows.get(0);
  }

  /** Waits until a call has that many rows in a table. */
  public List<Row> awaitRows(String table, String callId, int count) {
    return await(count + " row(s) of " + callId + " in " + table)
        .atMost(STORED)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> records.ofCall(table, callId), rows -> rows.size() >= count);
  }

  /** Runs {@code bin/sipacc} on this server. */
  public Command command(String... words) {
    List<String> line = new ArrayList<>(List.of(Repository.file("bin/sipacc").toString()));
    line.addAll(List.of(words));
    line.addAll(List.of("--data", settings.data().toString()));
    return Command.run(line);
  }

  /** The finished records of a call for a backend that has no transport yet. */
  public List<AccountingRecord> journalled(Backend backend, String callId) {
    return JournalledRecords.of(settings.data().resolve("journal"), backend, callId);
  }

  /** The lines of the server's log that have these texts in them. */
  public List<String> logLines(String... texts) {
    try (Stream<Path> files = Files.list(settings.data().resolve("server/logs"))) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines.stream().filter(line -> Stream.of(texts).allMatch(line::contains)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until everything that happened so far is stored. */
  public void settle() {
    try (SipFlow flow = new SipFlow("settle")) {
      Phone callee = flow.udp("callee");
      Call call = flow.udp("caller").invite(sip(), "sip:settle@" + callee.address());
      callee.expectInvite().reply(480);
      call.expect(480);
      summaryOf(call.callId());
    }
  }

  /** Sends it SIGTERM and goes on while it stops. */
  public void terminate() {
    records.close();
    process.terminate();
  }

  /** Ends it by SIGKILL. */
  public void kill() {
    records.close();
    process.kill();
  }

  /** Stops it by SIGTERM. */
  @Override
  public void close() {
    records.close();
    process.close();
  }

  private static DatabaseUrl databaseOf(Settings settings) {
    return settings
        .database()
        .map(DatabaseUrl::parse)
        .orElseGet(() -> DatabaseUrl.embedded(settings.data()));
  }
}
