package org.sipacc.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory on the disk that is measured: below the one of property {@code bench.directory}. */
final class TemporaryDirectory {
  static final String PROPERTY = "bench.directory";

  private TemporaryDirectory() {}

  static Path make() throws IOException {
    Path parent = Path.of(System.getProperty(PROPERTY, "target"));
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent, "bench");
  }

  static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
