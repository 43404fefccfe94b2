package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The product's directory, where {@code bin} and {@code src} are. */
public final class Repository {
  private Repository() {}

  /** A file in it. */
  public static Path file(String path) {
    Path here = Path.of("").toAbsolutePath();
    for (Path home = here; home != null; home = home.getParent()) {
      if (Files.isRegularFile(home.resolve("pom.xml"))
          && Files.isDirectory(home.resolve("src/acceptance"))) {
        return home.resolve(path);
      }
    }
    throw new IllegalStateException(
        "No directory above " + here + " has a pom.xml and src/acceptance");
  }

  /** A file among this module's test resources. */
  public static Path testResource(String path) {
    return file("src/acceptance/src/test/resources").resolve(path);
  }

  /** A new directory whose name begins so, among what the tests leave behind. */
  public static Path newDirectory(String name) {
    try {
      return Files.createTempDirectory(Files.createDirectories(target("scratch")), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory with all that is in it, if it is there. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory for what the tests leave behind. */
  public static Path target(String path) {
    return file("src/acceptance/target").resolve(path);
  }
}
