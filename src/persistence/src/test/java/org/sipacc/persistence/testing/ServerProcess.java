package org.sipacc.persistence.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server's process, its port and its directory, which it owns if the test runs as root. */
final class ServerProcess {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 50;

  /** Signals on which the server ends what it started. */
  private static final Set<String> GRACEFUL = Set.of("TERM", "INT");

  private final String user;
  private final Path directory;
  private final int port = freePort();
  private Optional<Process> process = Optional.empty();

  /**
   * @param user who runs it when the test runs as root
   */
  ServerProcess(String user) {
    this.user = user;
    try {
      directory = Files.createTempDirectory("sipacc-" + user);
      if (isRoot()) {
        Files.setOwner(
            directory,
            directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no directory for user " + user + "; is bin/install-test-packages done?", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  int port() {
    return port;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Runs a command to its end. */
  void run(List<String> command) {
    try {
      Process finished = launch(command, path("init.log"));
      if (!finished.waitFor(START.toSeconds(), TimeUnit.SECONDS) || finished.exitValue() != 0) {
        throw new IllegalStateException(command.get(0) + " failed: " + log("init.log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + "; is bin/install-test-packages done?", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts the server and waits until it accepts connections. */
  void start(List<String> command, BooleanSupplier accepts) {
    try {
      Process started = launch(command, path("server.log"));
      process = Optional.of(started);
      long end = System.nanoTime() + START.toNanos();
      while (!accepts.getAsBoolean()) {
        if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IllegalStateException(command.get(0) + " is not up: " + log("server.log"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + "; is bin/install-test-packages done?", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Ends the server by a signal and waits until it is gone. */
  void stop(String signal) {
    if (process.isEmpty()) {
      return;
    }
    Process running = process.get();
    signal(signal);
    try {
      if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new IllegalStateException("the server does not stop: " + log("server.log"));
      }
      process = Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Sends a signal to the running server; {@code KILL}, {@code STOP} and {@code CONT} to the
   * processes it started, too.
   */
  void signal(String signal) {
    Process running = process.orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    command.add(Long.toString(running.pid()));
    if (!GRACEFUL.contains(signal)) {
      running.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    }
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Removes the directory. */
  void remove() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    process.ifPresent(Process::destroyForcibly);
  }

  private Process launch(List<String> command, Path log) throws IOException {
    List<String> line = new ArrayList<>();
    if (isRoot()) {
      line.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--"));
    }
    line.addAll(command);
    return new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private String log(String name) {
    try {
      String text = Files.readString(path(name));
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while a database server starts or stops", e);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
