package org.sipacc.restcomm.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.sip.digest.DigestAlgorithm;

class UserFileTest {
  private static final String MD5 = DigestAlgorithm.MD5.hash("alice", "here", "secret");
  private static final String SHA = DigestAlgorithm.SHA_256.hash("alice", "here", "secret");

  @TempDir private Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("users"), text);
  }

  @Test
  void aUserHasTheHashesAndRolesOfAllLines() throws IOException {
    UserFile users =
        new UserFile(
            write(
                "# members\n\nalice:here:" + MD5 + ":member\nalice:here:" + SHA + ": editor ,\n"));

    assertThat(users.find("", "alice", "here").orElseThrow().hashes())
        .containsEntry(DigestAlgorithm.MD5, MD5)
        .containsEntry(DigestAlgorithm.SHA_256, SHA);
    assertThat(users.roles("alice", "here")).containsExactlyInAnyOrder("member", "editor");
    assertThat(users.find("", "alice", "there")).isEmpty();
    assertThat(users.roles("bob", "here")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "alice:here", ":here:0", "alice:here:secret", "alice:here:abc"})
  void aWrongLineIsNamedAndNotShown(String line) throws IOException {
    Path file = write("# one\n" + line + "\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserFile(file))
        .withMessageContaining("users, line 2: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aChangedFileIsReadAgainAndAWrongOneLeavesWhatWasThere() throws IOException {
    Path file = write("alice:here:" + MD5 + ":member");
    UserFile users = new UserFile(file);
    write("alice:here:" + MD5 + ":editor");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(users.roles("alice", "here")).containsExactly("editor");

    write("nonsense");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));

    assertThat(users.roles("alice", "here")).containsExactly("editor");
  }
}
