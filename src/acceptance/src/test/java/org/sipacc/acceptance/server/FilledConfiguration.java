package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Configurations among the test resources that leave addresses open. */
public final class FilledConfiguration {
  private FilledConfiguration() {}

  /**
   * A copy of a configuration, in a directory of its own.
   *
   * @param name a directory among the test resources
   * @param values what stands in place of each open word
   */
  public static Path of(String name, Map<String, String> values) {
    try (Stream<Path> files = Files.list(Repository.testResource(name))) {
      Path filled = Repository.newDirectory("config");
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
          text = text.replace(value.getKey(), value.getValue());
        }
        Files.writeString(filled.resolve(file.getFileName()), text);
      }
      return filled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
