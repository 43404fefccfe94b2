package org.sipacc.service.upkeep;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
import javax.json.JsonReader;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.retention.StoredDay;

/**
 * Rows of a day in a file, a JSON object a line, compressed, and beside it a manifest by which
 * anybody can see that the file is whole. A file is written under another name first: one with a
 * manifest is complete.
 */
final class DayFile {
  private static final String SUFFIX = ".jsonl.gz";

  private final Path file;
  private final StoredDay day;
  private final int part;

  /**
   * @param part 1, and more for rows that came later
   */
  DayFile(Path directory, StoredDay day, int part) {
    this.day = day;
    this.part = part;
    this.file =
        directory.resolve(
            "%s-%s-node%d%s%s"
                .formatted(
                    day.table(), day.day(), day.node(), part == 1 ? "" : "-" + part, SUFFIX));
  }

  private Path manifest() {
    return file.resolveSibling(file.getFileName() + DayManifest.SUFFIX);
  }

  /** Whether it is there and complete. */
  boolean exists() {
    return Files.exists(manifest());
  }

  Path path() {
    return file;
  }

  /** How many rows its manifest says it has. */
  long rows() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newInputStream(manifest()))) {
      return reader.readObject().getJsonNumber("rows").longValueExact();
    }
  }

  /** Hands on the ids of its rows. */
  void eachId(Consumer<String> taker) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
          taker.accept(reader.readObject().getString("record_id"));
        }
        line = lines.readLine();
      }
    }
  }

  /** Gives the rows to a taker. */
  interface Rows {
    void each(Consumer<Map<String, Object>> taker);
  }

  /**
   * Writes it, and its manifest last.
   *
   * @return how many rows it has; with none it is not written
   */
  long write(Rows rows, Instant now) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    Totals totals = new Totals();
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(draft)), StandardCharsets.UTF_8))) {
      rows.each(
          row -> {
            totals.add(row);
            try {
              out.write(json(row).build().toString());
              out.write('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (totals.rows == 0) {
      Files.delete(draft);
      return 0;
    }
    force(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path manifestDraft = file.resolveSibling(file.getFileName() + DayManifest.SUFFIX + ".part");
    Files.writeString(manifestDraft, manifest(totals, now) + "\n");
    force(manifestDraft);
    Files.move(manifestDraft, manifest(), StandardCopyOption.ATOMIC_MOVE);
    return totals.rows;
  }

  private JsonObject manifest(Totals totals, Instant now) throws IOException {
    return Json.createObjectBuilder()
        .add("file", file.getFileName().toString())
        .add("table", day.table())
        .add("day", day.day().toString())
        .add("node", day.node())
        .add("part", part)
        .add("rows", totals.rows)
        .add("total_ms", totals.millis)
        .add("first_record_id", totals.first)
        .add("last_record_id", totals.last)
        .add("first_sequence", sequence(totals.first))
        .add("last_sequence", sequence(totals.last))
        .add("sha256", sha256())
        .add("written", now.toString())
        .build();
  }

  private static long sequence(String recordId) {
    return JournalPosition.after(TimeOrderedId.parse(recordId.substring(0, TimeOrderedId.LENGTH)))
        .sequence();
  }

  private String sha256() throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      int read = in.read(buffer);
      while (read >= 0) {
        read = in.read(buffer);
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static JsonObjectBuilder json(Map<String, Object> row) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    row.forEach((column, value) -> add(json, column, value));
    return json;
  }

  private static void add(JsonObjectBuilder json, String column, Object value) {
    if (value == null) {
      json.addNull(column);
    } else if (value instanceof List<?> rows) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      rows.forEach(row -> array.add(json(columns(row))));
      json.add(column, array);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      json.add(column, ((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      json.add(column, truth);
    } else if (value instanceof LocalDateTime time) {
      json.add(column, time.toString());
    } else {
      json.add(column, value.toString());
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> columns(Object row) {
    return (Map<String, Object>) row;
  }

  /** What the manifest says of the rows. */
  private static final class Totals {
    private long rows;
    private long millis;
    private String first = "";
    private String last = "";

    void add(Map<String, Object> row) {
      rows++;
      last = row.get("record_id").toString();
      first = first.isEmpty() ? last : first;
      for (String column : List.of("ms_duration", "duration_ms")) {
        millis +=
            Optional.ofNullable(row.get(column))
                .filter(Number.class::isInstance)
                .map(duration -> ((Number) duration).longValue())
                .orElse(0L);
      }
    }
  }
}
