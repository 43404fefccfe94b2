package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchKeyTest {

  @TempDir private Path directory;

  @Test
  void eachRunOnADataDirectoryGetsTheSameKeyWhichOthersCannotRead() throws Exception {
    Path data = directory.resolve("data");
    byte[] first = BranchKey.in(data);
    assertThat(first).hasSize(32);
    assertThat(BranchKey.in(data)).isEqualTo(first);
    assertThat(BranchKey.in(directory.resolve("other"))).isNotEqualTo(first);
    assertThat(data).isDirectoryContaining("glob:**/via-branch.key");
    assertThat(Files.getPosixFilePermissions(data.resolve("via-branch.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aKeyThatIsCutOffIsRefused() throws Exception {
    Path file = directory.resolve("via-branch.key");
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> BranchKey.in(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it");
  }
}
