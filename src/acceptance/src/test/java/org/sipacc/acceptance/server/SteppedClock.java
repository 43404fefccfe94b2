package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of one server, which a test sets forward or back while the server runs, as an
 * operator or a time service would (libfaketime). Its monotonic clock goes on, as the system's
 * does.
 */
public final class SteppedClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path file;

  /** The right time, until it is stepped. */
  public SteppedClock(Path directory) {
    file = directory.resolve("clock");
    step(Duration.ZERO);
  }

  /**
   * Sets it so far from the right time; a negative duration is the past. The server sees it within
   * a second or two.
   */
  public void step(Duration away) {
    try {
      Path next =
          Files.writeString(file.resolveSibling("next"), "%+ds".formatted(away.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment of the server that runs by it. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Else timed waits end at once, and the JVM spins.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static Path library() {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/usr/lib"))) {
      for (Path directory : directories) {
        if (Files.exists(directory.resolve(LIBRARY))) {
          return directory.resolve(LIBRARY);
        }
      }
      throw new AssertionError("there is no libfaketime: type apt-get install libfaketime");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
