package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceDirectoryTest {

  @TempDir private Path directory;
  private Path conf;
  private Path application;

  @BeforeEach
  void layOutAServer() throws IOException {
    conf = Files.createDirectories(directory.resolve("home/conf"));
    Files.writeString(conf.resolve("server.xml"), "<Server/>");
    application = Files.writeString(directory.resolve("sipacc.ear"), "new");
  }

  @Test
  void configurationAndApplicationAreThoseOfThisStart() throws IOException {
    Path data = directory.resolve("data");
    Path old = Files.createDirectories(data.resolve("server/apps/sipacc"));
    Files.writeString(old.resolve("left-over"), "old");
    Files.createDirectories(data.resolve("server/conf"));
    Files.writeString(data.resolve("server/conf/server.xml"), "old");
    Files.writeString(data.resolve("server/apps/other.war"), "somebody else's");

    InstanceDirectory instance = InstanceDirectory.lock(data);
    instance.prepare(conf, application);

    Path base = instance.base();
    assertThat(base).isEqualTo(data.resolve("server"));
    assertThat(base.resolve("conf/server.xml")).hasContent("<Server/>");
    assertThat(base.resolve("apps/sipacc.ear")).hasContent("new");
    assertThat(base.resolve("apps/sipacc")).doesNotExist();
    assertThat(base.resolve("apps/other.war")).exists();
    assertThat(base.resolve("logs")).isDirectory();
  }

  @Test
  void aMissingApplicationStopsTheStart() {
    InstanceDirectory instance = InstanceDirectory.lock(directory.resolve("data"));

    assertThatExceptionOfType(StartFailedException.class)
        .isThrownBy(() -> instance.prepare(conf, directory.resolve("none.ear")))
        .withMessageContaining("none.ear");
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
