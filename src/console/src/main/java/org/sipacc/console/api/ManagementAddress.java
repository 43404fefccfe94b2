package org.sipacc.console.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the management interface is, left in the data directory for the command line as long as the
 * server runs: {@code management.properties} with the one key {@code url}.
 */
final class ManagementAddress {
  /** The file's name within the data directory. */
  static final String FILE_NAME = "management.properties";

  private static final Logger LOG = System.getLogger(ManagementAddress.class.getName());

  private final Path file;

  private ManagementAddress(Path file) {
    this.file = file;
  }

  /**
   * Writes the address that the launcher gave the server; without a launcher there is none to
   * write.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static Optional<ManagementAddress> publish(Path data) {
    String host = System.getProperty("sipacc.http.host", "");
    String port = System.getProperty("sipacc.http.port", "");
    if (host.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    Path file = data.resolve(FILE_NAME);
    try {
      Files.createDirectories(data);
      Path draft = Files.createTempFile(data, "." + FILE_NAME, "");
      Files.writeString(
          draft, "# Where the running server is managed.\nurl=http://" + host + ":" + port + "/\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(new ManagementAddress(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The server stops: nobody is to look for it there any more. */
  void withdraw() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be removed: {1}", file, e.getMessage());
    }
  }
}
