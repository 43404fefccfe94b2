package org.sipacc.restcomm.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The secret by which {@link SignedBranch}es are made. It is kept in the data directory, so that a
 * request sent on before a restart and its copy sent on afterwards have the same branch, and the
 * response that comes afterwards is passed on.
 */
public final class BranchKey {

  /** System property that names the data directory; without it each run has a secret of its own. */
  public static final String DATA_PROPERTY = "sipacc.data";

  private static final String FILE = "via-branch.key";
  private static final int LENGTH = 32;

  private BranchKey() {}

  /**
   * Reads the secret from the data directory, and makes it if there is none.
   *
   * @throws IOException if it cannot be read or written, or is malformed; the message names the
   *     file
   */
  public static byte[] ofServer() throws IOException {
    String data = System.getProperty(DATA_PROPERTY);
    return data == null ? fresh() : in(Path.of(data));
  }

  static byte[] in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != LENGTH) {
      throw new IOException(
          file + " has " + key.length + " bytes instead of " + LENGTH + "; delete it");
    }
    return key;
  }

  private static byte[] fresh() {
    byte[] key = new byte[LENGTH];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** Never to be seen half written. */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part =
        Files.createTempFile(
            file.getParent(),
            FILE,
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(part, fresh());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
