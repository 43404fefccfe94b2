package org.sipacc.persistence.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseUrlTest {

  @TempDir private Path data;

  @Test
  void embeddedDatabaseLiesInTheDataDirectoryAndIsSharedBetweenProcesses() {
    DatabaseUrl url = DatabaseUrl.embedded(data);

    assertThat(url.jdbcUrl())
        .isEqualTo("jdbc:h2:file:" + data + "/db/sipacc;AUTO_SERVER=TRUE;WRITE_DELAY=0");
    assertThat(url.user()).isEqualTo("sipacc");
  }

  @Test
  void passwordIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
    DatabaseUrl first = DatabaseUrl.embedded(data);

    assertThat(DatabaseUrl.embedded(data)).isEqualTo(first);
    assertThat(first.password()).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile())))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(passwordFile());
    }
  }

  @Test
  void processesThatStartTogetherAgreeOnOnePassword() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      Callable<DatabaseUrl> start = () -> DatabaseUrl.embedded(data);
      List<Future<DatabaseUrl>> starts = threads.invokeAll(Collections.nCopies(32, start));
      assertThat(starts.stream().map(EmbeddedDatabaseUrlTest::result).collect(Collectors.toSet()))
          .hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private Path passwordFile() {
    return data.resolve("db.password");
  }

  private static DatabaseUrl result(Future<DatabaseUrl> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
