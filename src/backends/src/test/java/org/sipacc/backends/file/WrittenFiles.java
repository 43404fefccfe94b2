package org.sipacc.backends.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a file sink left in its directory. */
final class WrittenFiles {
  private WrittenFiles() {}

  /** The files of records, complete or not, in the order of the records in them. */
  static List<Path> all(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(csv|jsonl)(\\.part)?"))
          .sorted(Comparator.comparingLong(WrittenFiles::sequence))
          .toList();
    }
  }

  /** All rows of all files, each of which must begin with the header. */
  static List<String> rows(Path directory, String header) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path file : all(directory)) {
      String text = Files.readString(file);
      assertThat(text).startsWith(header);
      rows.addAll(text.substring(header.length()).lines().toList());
    }
    return rows;
  }

  private static long sequence(Path file) {
    String name = file.getFileName().toString().replaceAll("\\..*", "");
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }
}
