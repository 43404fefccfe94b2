package org.sipacc.acceptance.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process of {@code bin/run} and what it prints. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final int SHOWN = 60;

  private final Process process;
  private final Path errors;
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final CountDownLatch readyOrGone = new CountDownLatch(1);

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a command.
   *
   * @param errors the file that its standard error goes to
   */
  static ServerProcess start(List<String> command, Map<String, String> environment, Path errors) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(errors.getParent().toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(errors.getParent());
      return new ServerProcess(builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the line {@code ready}. */
  void awaitReady(Duration limit) {
    boolean printedAll = await(limit);
    if (!isReady()) {
      String state = printedAll ? "ended with " + awaitEnd(STOP) : "is not ready";
      close();
      throw new AssertionError(
          "The server "
              + state
              + " within "
              + limit
              + ".\n"
              + shown("It printed", printed)
              + shown("and on standard error", errorLines()));
    }
  }

  /** The lines on standard output so far. */
  public List<String> printed() {
    return List.copyOf(printed);
  }

  /** The lines on standard error so far. */
  public List<String> errorLines() {
    try {
      return Files.readAllLines(errors, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for the end of a server that is expected not to start; returns its exit status. */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The server still runs after " + limit);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to stop, by SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Ends it as a crash does, by SIGKILL. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it as an operator does, by SIGTERM; kills it if that is not enough. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private boolean isReady() {
    return printed.contains("ready");
  }

  private boolean await(Duration limit) {
    try {
      return readyOrGone.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.add(line);
        if (line.equals("ready")) {
          readyOrGone.countDown();
        }
      }
    } catch (IOException e) {
      printed.add("(standard output cannot be read: " + e.getMessage() + ")");
    } finally {
      readyOrGone.countDown();
    }
  }

  private static String shown(String title, List<String> lines) {
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
    return title + ":\n  " + String.join("\n  ", last) + "\n";
  }
}
