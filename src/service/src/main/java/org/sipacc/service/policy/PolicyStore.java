package org.sipacc.service.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationFile;

/**
 * The directory {@code policies} of a data directory: the text of each version that was ever in
 * force ({@code VERSION.yaml}, written once) and the {@link PolicyHistory} ({@code history.jsonl}).
 */
final class PolicyStore {
  private static final long MAX_BYTES = 4 * 1024 * 1024;

  private final Path directory;
  private final PolicyHistory history;

  private PolicyStore(Path directory, PolicyHistory history) {
    this.directory = directory;
    this.history = history;
  }

  /**
   * Opens the directory, and makes it at the first start.
   *
   * @throws UncheckedIOException if it cannot be read or written
   */
  static PolicyStore open(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the policies' directory " + directory + " cannot be made: " + e.getMessage(), e);
    }
    return new PolicyStore(directory, PolicyHistory.open(directory.resolve("history.jsonl")));
  }

  PolicyHistory history() {
    return history;
  }

  /** The text of a version, under the name of its file; empty if it is not kept. */
  Optional<ConfigurationFile> text(String version) {
    if (!PolicyChange.isVersion(version)) {
      return Optional.empty();
    }
    Path file = directory.resolve(version + ".yaml");
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
          ? Optional.of(ConfigurationFile.read(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps a text, then the change that put it in force; when this returns both are on disk. */
  void keep(PolicyChange change, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve(change.version() + ".yaml");
    if (!holds(file, bytes)) {
      Path draft = Files.createTempFile(directory, "." + change.version(), "");
      try {
        write(draft, bytes);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
      forceDirectory();
    }
    history.append(change);
  }

  /** Whether the file has these bytes; the size is asked first, so that no large file is read. */
  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
