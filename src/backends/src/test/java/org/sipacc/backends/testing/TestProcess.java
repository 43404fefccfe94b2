package org.sipacc.backends.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process that a test started, and whatever that started: ended together. */
final class TestProcess {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 100;

  private final Process process;
  private final Path log;

  private TestProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts a command.
   *
   * @param user who runs it when the test runs as root; empty for the test's own user
   */
  static TestProcess start(
      Optional<String> user, List<String> command, Map<String, String> environment, Path log) {
    List<String> line = new ArrayList<>();
    user.filter(name -> isRoot())
        .ifPresent(
            name ->
                line.addAll(
                    List.of(
                        "setpriv", "--reuid=" + name, "--regid=" + name, "--init-groups", "--")));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(log.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new TestProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(
          command.get(0) + " cannot be run; is bin/install-test-packages done?", e);
    }
  }

  /** Waits until it does what it is for. */
  TestProcess awaitUp(BooleanSupplier up) {
    long end = System.nanoTime() + START.toNanos();
    while (!up.getAsBoolean()) {
      if (ended(Duration.ofMillis(POLL_MILLIS)) || System.nanoTime() > end) {
        throw new IllegalStateException("not up: " + tail());
      }
    }
    return this;
  }

  /** Waits for its successful end. */
  void awaitDone() {
    if (!ended(START) || process.exitValue() != 0) {
      throw new IllegalStateException("failed: " + tail());
    }
  }

  private boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends it by SIGTERM and waits until it is gone, with all it started. */
  void stop() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!ended(STOP)) {
      kill();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends it by SIGKILL, with all it started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private String tail() {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - 3000));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** A directory that the user owns. */
  static Path directory(String user) {
    try {
      Path directory = Files.createTempDirectory("sipacc-" + user);
      if (isRoot()) {
        Files.setOwner(
            directory,
            directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no directory for user " + user + "; is bin/install-test-packages done?", e);
    }
  }

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
