package org.sipacc.restcomm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The assembled server as a process, in a directory of its own. */
final class TestServer implements AutoCloseable {

  private static final Path HOME = Path.of("target", "server").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path base;
  private final Map<String, String> properties = new TreeMap<>();
  private Process process;

  TestServer(Path base) throws IOException {
    this.base = base;
    for (String directory : List.of("conf", "logs", "temp", "work", "apps", "hosted")) {
      Files.createDirectories(base.resolve(directory));
    }
    try (Stream<Path> files = Files.list(HOME.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    property("sipacc.http.host", "127.0.0.1");
    property("sipacc.http.port", Integer.toString(freePort("127.0.0.1")));
  }

  /** A port free for UDP and TCP. */
  static int freePort(String host) throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (ServerSocket tcp = new ServerSocket()) {
        tcp.bind(new InetSocketAddress(host, 0));
        new DatagramSocket(new InetSocketAddress(host, tcp.getLocalPort())).close();
        return tcp.getLocalPort();
      } catch (java.net.SocketException e) {
        // taken for UDP: try the next one
      }
    }
    throw new IOException("no free port on " + host);
  }

  TestServer property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  Path apps() {
    return base.resolve("apps");
  }

  /** Starts it and returns at once. */
  TestServer launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx256m");
    command.add("@" + HOME.resolve("bin/jvm.options"));
    command.add("-javaagent:" + HOME.resolve("bin/openejb-javaagent.jar"));
    property("catalina.home", HOME.toString());
    property("catalina.base", base.toString());
    property("java.io.tmpdir", base.resolve("temp").toString());
    property("java.util.logging.config.file", base.resolve("conf/logging.properties").toString());
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(HOME.resolve("bin/bootstrap.jar") + ":" + HOME.resolve("bin/tomcat-juli.jar"));
    command.add("org.apache.catalina.startup.Bootstrap");
    command.add("start");
    process =
        new ProcessBuilder(command)
            .redirectOutput(base.resolve("stdout").toFile())
            .redirectError(base.resolve("stderr").toFile())
            .start();
    return this;
  }

  /** Starts it and waits until it takes messages. */
  TestServer start() throws IOException {
    int before = startsLogged();
    launch();
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !process.isAlive() || startsLogged() > before);
    if (!process.isAlive()) {
      throw new IOException("the server ended: " + stderr());
    }
    return this;
  }

  private int startsLogged() throws IOException {
    return log().split("SIP on \\[", -1).length;
  }

  /** Ends it as a power failure would: it does nothing any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    waitForExit();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  int waitForExit() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server still runs");
    }
    return process.exitValue();
  }

  /** Sends SIGTERM and tells how long it took to end. */
  Duration stop() throws InterruptedException {
    long from = System.nanoTime();
    process.destroy();
    waitForExit();
    return Duration.ofNanos(System.nanoTime() - from);
  }

  String stdout() throws IOException {
    return Files.readString(base.resolve("stdout"));
  }

  String stderr() throws IOException {
    return Files.readString(base.resolve("stderr"));
  }

  String log() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(base.resolve("logs"))) {
      for (Path file : files.sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + properties.get("sipacc.http.port") + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().orTimeout(120, TimeUnit.SECONDS).join();
    }
  }
}
