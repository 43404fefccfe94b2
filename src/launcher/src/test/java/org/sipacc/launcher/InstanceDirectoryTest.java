package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceDirectoryTest {

  @TempDir private Path directory;
  private Path base;

  @BeforeEach
  void earlierStart() throws IOException {
    base = directory.resolve("data/server");
    write("data/server/apps/sipacc/left-over");
    write("data/server/apps/sipacc.ear");
    write("data/server/apps/other.war");
    write("data/server/work/left-over");
  }

  @Test
  void anApplicationTakesThePlaceOfTheEarlierOneOfItsName() throws IOException {
    Path application = write("new/sipacc.ear");

    lock().deploy(application, "apps");

    assertThat(base.resolve("apps/sipacc.ear")).hasContent("new/sipacc.ear");
    assertThat(base.resolve("apps/sipacc")).doesNotExist();
    assertThat(base.resolve("apps/other.war")).exists();
  }

  @Test
  void onlyTheVerySameApplicationCountsAsDeployed() throws IOException {
    Path application = write("new/sipacc.ear");
    InstanceDirectory instance = lock();
    assertThat(instance.isDeployed(application, "apps")).isFalse();

    instance.deploy(application, "apps");

    assertThat(instance.isDeployed(application, "apps")).isTrue();
    assertThat(instance.isDeployed(application, "work")).isFalse();
  }

  @Test
  void nothingOfAnEarlierStartIsInARenewedDirectory() {
    InstanceDirectory instance = lock();

    instance.renew("work");
    instance.make("logs", "apps");

    assertThat(base.resolve("work")).isEmptyDirectory();
    assertThat(base.resolve("logs")).isEmptyDirectory();
    assertThat(base.resolve("apps/other.war")).exists();
  }

  @Test
  void aPrivateDirectoryIsItsOwnersAlone() throws IOException {
    InstanceDirectory instance = lock();
    instance.makePrivate("work");

    assertThat(Files.getPosixFilePermissions(base.resolve("work")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void filesAreCopiedWithTheirDirectories() throws IOException {
    write("home/conf/server.xml");
    write("home/conf/keys/one");
    InstanceDirectory instance = lock();

    instance.copy(directory.resolve("home/conf"), "conf");
    instance.copy(directory.resolve("home/conf/server.xml"), "work");

    assertThat(base.resolve("conf/server.xml")).hasContent("home/conf/server.xml");
    assertThat(base.resolve("conf/keys/one")).exists();
    assertThat(base.resolve("work/server.xml")).exists();
  }

  @Test
  void aMissingApplicationStopsTheStart() {
    InstanceDirectory instance = lock();

    assertThatExceptionOfType(StartFailedException.class)
        .isThrownBy(() -> instance.deploy(directory.resolve("none.ear"), "apps"))
        .withMessageContaining("none.ear");
  }

  private InstanceDirectory lock() {
    return InstanceDirectory.lock(directory.resolve("data"));
  }

  /** A file whose content is its name. */
  private Path write(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void aSecondProcessIsToldWhichOneHasTheData() throws Exception {
    Path data = directory.resolve("data");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var lines =
          new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("locked");

      assertThatExceptionOfType(StartFailedException.class)
          .isThrownBy(() -> InstanceDirectory.lock(data))
          .withMessageContaining(data.toString())
          .withMessageContaining("process " + other.pid())
          .withMessageContaining("--data");
    } finally {
      other.getOutputStream().close();
      if (!other.waitFor(60, TimeUnit.SECONDS)) {
        other.destroyForcibly();
      }
    }
  }
}
