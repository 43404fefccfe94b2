package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The shell's part of bin/run, in a checkout where nothing is built. */
class RunScriptTest {

  private static final Path BIN = Path.of("..", "..", "bin").toAbsolutePath().normalize();

  @TempDir private Path directory;
  private Path checkout;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectories(directory.resolve("check out/bin")).getParent();
    for (String name : List.of("run", "lib.sh")) {
      Files.copy(
          BIN.resolve(name),
          checkout.resolve("bin").resolve(name),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(checkout.resolve("pom.xml"), "");
  }

  @Test
  void helpListsEveryOptionAndBuildsAndStartsNothing() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("run"), checkout.resolve("bin/run"));

    Run run = run(link.toString(), "--sip-port", "5070", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new RunOptions()).options()) {
      String value = option.arity().max() == 0 ? "" : option.paramLabel();
      assertThat(run.out()).contains("  " + option.longestName() + " " + value);
    }
    try (var files = Files.list(checkout)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("bin", "pom.xml");
    }
  }

  @Test
  void anUnknownContainerIsRefusedWithTheKnownOnes() throws Exception {
    Run run = run(checkout.resolve("bin/run").toString(), "--container=jetty");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'jetty'", "restcomm", "liberty");
  }

  @Test
  void everyContainerOfTheLauncherIsInTheHelp() throws Exception {
    String help = run(checkout.resolve("bin/run").toString(), "--help").out();

    for (ContainerKind kind : ContainerKind.values()) {
      assertThat(help).contains(kind.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void javaHomeWithoutJavaIsExplained() throws Exception {
    Run run = run("env", "JAVA_HOME=/nowhere", checkout.resolve("bin/run").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("JAVA_HOME is /nowhere").contains("JDK 17");
  }

  @Test
  void anArtifactOlderThanASourceIsNotFresh() throws Exception {
    Path artifact = written("a.jar", 1000);
    written("src/A.java", 900);
    assertThat(fresh(artifact)).isTrue();

    written("src/A.java", 1100);
    assertThat(fresh(artifact)).isFalse();

    written("stamp", 1200);
    assertThat(fresh(artifact)).isTrue();

    Files.delete(artifact);
    assertThat(fresh(artifact)).isFalse();
  }

  @Test
  void whatABuildWroteDoesNotCountAsASource() throws Exception {
    Path artifact = written("a.jar", 1000);
    written("src/target/classes/A.class", 2000);

    assertThat(fresh(artifact)).isTrue();
  }

  @Test
  void aSourceThatWasRemovedCounts() throws Exception {
    Path artifact = written("a.jar", 1000);
    Path source = written("src/main/java/A.java", 900);
    assertThat(fresh(artifact)).isTrue();

    Files.delete(source);

    assertThat(fresh(artifact)).isFalse();
  }

  @Test
  void testsAreNoReasonToBuild() throws Exception {
    Path artifact = written("a.jar", 1000);
    written("src/src/test/java/ATest.java", 2000);

    assertThat(fresh(artifact)).isTrue();
  }

  private boolean fresh(Path artifact) throws Exception {
    String script = "home=$1; . \"$1/bin/lib.sh\"; fresh \"$2\" \"$1/stamp\" \"$1/src\"";
    return run("bash", "-euc", script, "lib", checkout.toString(), artifact.toString()).status()
        == 0;
  }

  private Path written(String name, long epochSecond) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    FileTime time = FileTime.from(Instant.ofEpochSecond(epochSecond));
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(file.getParent(), time);
    return file;
  }

  private Run run(String... command) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
