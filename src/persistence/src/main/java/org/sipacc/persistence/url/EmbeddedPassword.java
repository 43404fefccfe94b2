package org.sipacc.persistence.url;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The embedded database's password: made once per data directory, in a file that only its owner can
 * read. The file appears with its whole content or not at all, so that two processes that start
 * together agree on one password.
 */
final class EmbeddedPassword {

  private static final int BYTES = 24;

  private EmbeddedPassword() {}

  static String of(Path data) {
    Path file = data.resolve("db.password");
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make or read the embedded database's password in "
              + file
              + ": "
              + e.getMessage()
              + "; make the data directory writable",
          e);
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path draft =
        Files.createTempFile(
            file.getParent(),
            ".db.password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, password + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its password holds.
      return;
    } finally {
      Files.delete(draft);
    }
  }
}
