package org.sipacc.acceptance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real syslog server with a UNIX socket, a UDP and a TCP port of its own. It writes each message
 * as {@code facility.severity program message}.
 */
public final class Rsyslog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIGURATION =
      """
      global(workDirectory="DIRECTORY" maxMessageSize="64k")
      module(load="imuxsock" SysSock.Use="off")
      module(load="imudp")
      module(load="imtcp")
      input(type="imuxsock" Socket="DIRECTORY/log")
      input(type="imudp" Address="127.0.0.1" Port="PORT")
      input(type="imtcp" Address="127.0.0.1" Port="PORT")
      template(name="plain" type="string"
        string="%syslogfacility-text%.%syslogseverity-text% %programname%%msg%\\n")
      :programname, isequal, "sipacc" action(type="omfile" file="DIRECTORY/lines" template="plain")
      """;

  private final Path directory;
  private final int port = FreePort.next();
  private Process process;

  private Rsyslog(Path directory) {
    this.directory = directory;
  }

  /** Starts a server that has received nothing yet. */
  public static Rsyslog start() {
    try {
      Rsyslog server = new Rsyslog(Files.createTempDirectory("rsyslog"));
      Files.writeString(
          server.directory.resolve("rsyslog.conf"),
          CONFIGURATION
              .replace("DIRECTORY", server.directory.toString())
              .replace("PORT", Integer.toString(server.port)));
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it takes lines: over {@code unix}, {@code udp} or {@code tcp}. */
  public String url(String transport) {
    return transport.equals("unix")
        ? "unix:" + directory.resolve("log")
        : transport + "://127.0.0.1:" + port;
  }

  /** Sends it a message over UDP and waits until it has written that, and so all before it. */
  public void receive(String message) {
    byte[] bytes = message.getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitLines(message.substring(message.lastIndexOf(':') + 1), 1);
  }

  /** The lines that have a text in them, in the order in which they came. */
  public List<String> lines(String text) {
    Path file = directory.resolve("lines");
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file, UTF_8) : Stream.of()) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for lines with a text in them. */
  public List<String> awaitLines(String text, int count) {
    return await(count + " line(s) with " + text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> lines(text), lines -> lines.size() >= count);
  }

  /** Stops it as an operator does; what it received is in its file. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("rsyslogd does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it by SIGKILL: what it had received but not written is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again with the same addresses. */
  public void restart() {
    try {
      process =
          new ProcessBuilder(
                  "/usr/sbin/rsyslogd",
                  "-n",
                  "-f",
                  directory.resolve("rsyslog.conf").toString(),
                  "-i",
                  directory.resolve("pid").toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "rsyslogd is missing; bin/install-test-packages installs it", e);
    }
    await("rsyslogd").atMost(PATIENCE).until(this::listens);
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected() && Files.exists(directory.resolve("log"));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stop();
    Repository.delete(directory);
  }
}
