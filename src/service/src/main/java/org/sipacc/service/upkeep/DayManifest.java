package org.sipacc.service.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonException;
import javax.json.JsonObject;
import javax.json.JsonReader;

/**
 * What a manifest says of a file with the rows of a day.
 *
 * @param rows how many it has
 * @param totalMillis from answer to end of all its calls together
 * @param written when
 */
public record DayManifest(
    String file, String table, LocalDate day, long rows, long totalMillis, Instant written) {
  /** How the names of manifests end. */
  static final String SUFFIX = ".manifest.json";

  private static final Comparator<DayManifest> NEWEST_FIRST =
      Comparator.comparing(DayManifest::day).reversed().thenComparing(DayManifest::file);

  /**
   * Those of a directory, the newest day first.
   *
   * @throws IOException if one cannot be read
   */
  public static List<DayManifest> of(Path directory) throws IOException {
    List<DayManifest> all = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      List<Path> manifests;
      try (Stream<Path> files = Files.list(directory)) {
        manifests = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      }
      for (Path manifest : manifests) {
        all.add(read(manifest));
      }
    }
    return all.stream().sorted(NEWEST_FIRST).toList();
  }

  private static DayManifest read(Path manifest) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newInputStream(manifest))) {
      JsonObject said = reader.readObject();
      return new DayManifest(
          said.getString("file"),
          said.getString("table"),
          LocalDate.parse(said.getString("day")),
          said.getJsonNumber("rows").longValue(),
          said.getJsonNumber("total_ms").longValue(),
          Instant.parse(said.getString("written")));
    } catch (JsonException e) {
      throw new IOException(manifest + " is no manifest: " + e.getMessage(), e);
    }
  }
}
