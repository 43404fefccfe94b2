package org.sipacc.acceptance.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that ran to its end.
 *
 * @param output its standard output, by line
 * @param errors its standard error
 */
public record Command(int exit, List<String> output, String errors) {
  private static final long LIMIT_SECONDS = 120;

  /** Runs a command line and waits for its end. */
  public static Command run(List<String> line) {
    try {
      Path output = Files.createTempFile("command", ".out");
      Path errors = Files.createTempFile("command", ".err");
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " still runs after " + LIMIT_SECONDS + " s");
      }
      Command command =
          new Command(
              process.exitValue(),
              Files.readAllLines(output, UTF_8),
              Files.readString(errors, UTF_8));
      Files.delete(output);
      Files.delete(errors);
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
