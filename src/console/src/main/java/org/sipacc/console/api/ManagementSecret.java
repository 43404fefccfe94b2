package org.sipacc.console.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client of the management interface must know: 256 random bits, made at the first start, in
 * a file that only the server's user can read. Who can read it may do what that user may.
 */
final class ManagementSecret {
  /** The file's name within the data directory. */
  static final String FILE_NAME = "management.secret";

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] secret;

  private ManagementSecret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The secret of a data directory. One that is missing or damaged is made anew; a file that others
   * can read is closed to them.
   *
   * @throws UncheckedIOException if it can be neither read nor made
   */
  static ManagementSecret of(Path data) {
    Path file = data.resolve(FILE_NAME);
    try {
      String text = read(file);
      if (!FORM.matcher(text).matches()) {
        create(file);
        text = read(file);
      }
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      return new ManagementSecret(text);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make or read the secret of the management interface, "
              + file
              + ": "
              + e.getMessage()
              + "; make the data directory writable",
          e);
    }
  }

  /** Whether it is this one; takes the same time for every wrong text of one length. */
  boolean is(String text) {
    return MessageDigest.isEqual(secret, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.size(file) > 2 * BYTES ? "" : Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path draft =
        Files.createTempFile(
            file.getParent(),
            "." + FILE_NAME,
            "",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(draft, secret + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }
}
