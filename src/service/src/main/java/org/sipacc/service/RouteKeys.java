package org.sipacc.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/**
 * The secrets by which Record-Route is signed: those of {@code route_keys}, or one of this server's
 * own, made at its first start.
 */
final class RouteKeys {
  private static final String FILE_NAME = "route.key";
  private static final int BYTES = 32;

  private RouteKeys() {}

  /**
   * The keys, the one that signs first.
   *
   * @throws UncheckedIOException if the own one cannot be read or made
   */
  static List<byte[]> of(Parameters parameters, Path data) {
    List<String> configured = parameters.get(Catalogue.ROUTE_KEYS);
    if (!configured.isEmpty()) {
      return configured.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }
    Path file = data.resolve(FILE_NAME);
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return List.of(Files.readString(file).strip().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the key " + file + " cannot be read or made: " + e.getMessage(), e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Files.createDirectories(file.getParent());
    Path temporary =
        Files.createTempFile(
            file.getParent(),
            FILE_NAME,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, Base64.getEncoder().encodeToString(secret) + "\n");
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
