package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementSecretTest {
  @TempDir private Path data;

  @Test
  void isMadeOnceAndForItsOwnerOnly() throws IOException {
    ManagementSecret.of(data);
    String text = Files.readString(file()).strip();

    assertThat(text).as("256 bits in base64").matches("[A-Za-z0-9_-]{43}");
    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(ManagementSecret.of(data).is(text)).isTrue();
    assertThat(data.toFile().list()).as("no draft is left").containsExactly("management.secret");
  }

  @Test
  void nothingElseIsIt() throws IOException {
    ManagementSecret secret = ManagementSecret.of(data);
    String text = Files.readString(file()).strip();

    assertThat(secret.is("")).isFalse();
    assertThat(secret.is(text.substring(1))).isFalse();
    assertThat(secret.is(text + "x")).isFalse();
  }

  @Test
  void isClosedToOthersIfSomebodyOpenedIt() throws IOException {
    ManagementSecret.of(data);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    ManagementSecret.of(data);

    assertThat(permissions()).isEqualTo("rw-------");
  }

  @Test
  void anEmptyOrForeignFileIsNoSecret() throws IOException {
    for (String content : new String[] {"", "letmein", "x".repeat(5000)}) {
      Files.writeString(file(), content);

      assertThat(ManagementSecret.of(data).is(content)).isFalse();
    }
  }

  private Path file() {
    return data.resolve("management.secret");
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
