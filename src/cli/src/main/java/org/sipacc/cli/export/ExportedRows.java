package org.sipacc.cli.export;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a file of rows has, as it was read.
 *
 * @param millis the sum of the durations
 * @param first the id of its first row
 * @param last the id of its last row
 * @param sha256 of the file, in hexadecimal digits
 */
record ExportedRows(long rows, long millis, String first, String last, String sha256) {
  static final ExportedRows NONE = new ExportedRows(0, 0, "", "", "");

  private static final List<String> DURATIONS = List.of("ms_duration", "duration_ms");

  /**
   * Reads a file from its beginning to its end.
   *
   * @throws IOException if it is no whole gzip file
   * @throws jakarta.json.JsonException if a line is no JSON object
   */
  static ExportedRows read(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    long rows = 0;
    long millis = 0;
    String first = "";
    String last = "";
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        JsonObject row = row(line);
        rows++;
        last = row.getString("record_id", "");
        first = rows == 1 ? last : first;
        for (String duration : DURATIONS) {
          millis += row.get(duration) instanceof JsonNumber number ? number.longValue() : 0;
        }
        line = lines.readLine();
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new ExportedRows(rows, millis, first, last, HexFormat.of().formatHex(digest.digest()));
  }

  private static JsonObject row(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }
}
