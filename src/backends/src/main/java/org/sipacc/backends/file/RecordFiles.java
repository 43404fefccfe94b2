package org.sipacc.backends.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonObject;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * The directory of the files. A file has {@code .part} behind its name while it is written; when it
 * gets its own name it never changes again, and its manifest, which has {@code .manifest.json}
 * behind the name, is there already.
 */
final class RecordFiles {
  private static final Logger LOG = System.getLogger(RecordFiles.class.getName());

  private final Path directory;
  private final RecordFormat format;

  RecordFiles(Path directory, RecordFormat format) {
    this.directory = directory;
    this.format = format;
  }

  /**
   * Makes the directory if it is not there.
   *
   * @throws IOException if there is none after that
   */
  void open() throws IOException {
    Files.createDirectories(directory);
  }

  /** The file that an earlier delivery left, if it can be gone on with. */
  Optional<PartFile> restored(PartFile left) throws IOException {
    Path part = part(left);
    Path complete = directory.resolve(left.name());
    if (left.bytes() == 0) {
      return Optional.of(left);
    }
    if (Files.exists(part) && Files.size(part) >= left.bytes()) {
      Files.deleteIfExists(manifest(left));
      return Optional.of(left);
    }
    if (!Files.exists(part) && Files.exists(complete)) {
      return Optional.empty();
    }
    LOG.log(
        Level.ERROR,
        "{0} should have {1} bytes and has not: {2} records, {3} to {4} of the journal, are damaged"
            + " or gone; what is left is put aside as {5}.damaged",
        part,
        Long.toString(left.bytes()),
        Long.toString(left.records()),
        left.first(),
        left.last(),
        left.name());
    if (Files.exists(part)) {
      DurableFiles.rename(part, directory.resolve(left.name() + ".damaged"));
    }
    return Optional.empty();
  }

  /** Whether the file is of this format and has its columns. */
  boolean hasHeader(PartFile open) throws IOException {
    byte[] header = format.header().getBytes(UTF_8);
    if (!open.name().endsWith("." + format.extension())) {
      return false;
    }
    if (open.bytes() == 0) {
      return true;
    }
    try (InputStream in = Files.newInputStream(part(open))) {
      return Arrays.equals(in.readNBytes(header.length), header);
    }
  }

  /** Writes records to the file, which is on disk when this returns. */
  PartFile append(PartFile open, List<RecordEntry> entries) throws IOException {
    StringBuilder text = new StringBuilder(open.bytes() == 0 ? format.header() : "");
    long rows = 0;
    for (RecordEntry entry : entries) {
      for (String row : format.rows(entry)) {
        text.append(row);
        rows++;
      }
    }
    long bytes = DurableFiles.append(part(open), open.bytes(), text.toString());
    return open.with(bytes, rows, entries);
  }

  /** Gives the file its own name; one without records is removed. */
  void complete(PartFile open, Instant now) throws IOException {
    Path part = part(open);
    if (open.records() == 0) {
      Files.deleteIfExists(part);
      return;
    }
    DurableFiles.append(part, open.bytes(), "");
    JsonObject manifest =
        Json.createObjectBuilder()
            .add("file", open.name())
            .add("opened", open.opened().toString())
            .add("closed", Instant.ofEpochMilli(now.toEpochMilli()).toString())
            .add("rows", open.rows())
            .add("records", open.records())
            .add("duration", open.seconds())
            .add("first", open.first().toString())
            .add("last", open.last().toString())
            .add("bytes", open.bytes())
            .add("sha256", sha256(part))
            .build();
    DurableFiles.replace(manifest(open), manifest + "\n");
    DurableFiles.rename(part, directory.resolve(open.name()));
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path part(PartFile open) {
    return directory.resolve(open.name() + ".part");
  }

  private Path manifest(PartFile open) {
    return directory.resolve(open.name() + ".manifest.json");
  }
}
