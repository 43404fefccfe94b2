package org.sipacc.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the password of the first administrator stands until it is changed. */
final class FirstPassword {
  static final String USER = "admin";
  static final String FILE_NAME = "admin.password";

  private static final Logger LOG = System.getLogger(FirstPassword.class.getName());
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  FirstPassword(Path data) {
    this.file = data.resolve(FILE_NAME);
  }

  /**
   * Writes it down, readable by the server's user only.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void write(String password) {
    try {
      Files.createDirectories(file.getParent());
      Path draft =
          Files.createTempFile(
              file.getParent(),
              "." + FILE_NAME,
              "",
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(draft, password + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Tells the operator, once. */
  void announce(String password) {
    LOG.log(
        Level.INFO,
        "the first user is {0} with the password {1} (also in {2}); it is to be changed at the"
            + " first login",
        USER,
        password,
        file);
  }

  /** It is of no use any more. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be removed: {1}", file, e.getMessage());
    }
  }
}
