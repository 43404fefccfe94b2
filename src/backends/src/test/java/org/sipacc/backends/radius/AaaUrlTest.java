package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.backends.radius.RadiusConfiguration.Server;

class AaaUrlTest {
  @TempDir private Path directory;

  @Test
  void aClientFileOfRadiusclientIsRead() throws Exception {
    write(
        "radiusclient.conf",
        "# General settings",
        "auth_order\tradius,local",
        "login_tries\t4",
        "nologin /etc/nologin",
        "",
        "acctserver\tone.example, 192.0.2.7:1646",
        "acctserver  [2001:db8::7]:1813:its:own",
        "servers\t\tservers",
        "dictionary \t/usr/share/dictionary",
        "default_realm",
        "radius_timeout\t2",
        "radius_retries\t0",
        "radius_deadtime 30",
        "bindaddr *");
    write("servers", "# host secret", "", "ONE.example\tfirst", "me/192.0.2.7 second");

    RadiusConfiguration configuration = AaaUrl.read("radius:radiusclient.conf", directory);

    assertThat(configuration.servers())
        .containsExactly(
            new Server("one.example", 1813, RadiusSecret.of("first")),
            new Server("192.0.2.7", 1646, RadiusSecret.of("second")),
            new Server("2001:db8::7", 1813, RadiusSecret.of("its:own")));
    assertThat(configuration.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(configuration.retries()).isZero();
    assertThat(configuration.deadTime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.bindAddress()).isEmpty();
    assertThat(configuration.dictionary()).contains(Path.of("/usr/share/dictionary"));
  }

  @Test
  void aUrlMayHoldEverythingButTheSecret() throws Exception {
    write("secret", "s3cret");

    RadiusConfiguration configuration =
        AaaUrl.read(
            "radius:127.0.0.1,backup:1646?secret_file=secret&radius_timeout=3&bindaddr=127.0.0.2",
            directory);

    assertThat(configuration.servers())
        .containsExactly(
            new Server("127.0.0.1", 1813, RadiusSecret.of("s3cret")),
            new Server("backup", 1646, RadiusSecret.of("s3cret")));
    assertThat(configuration.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(configuration.retries()).isEqualTo(3);
    assertThat(configuration.bindAddress()).contains("127.0.0.2");
    assertThat(configuration.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "acctserver host:99999 | :2: acctserver must be host, host:port or host:port:secret",
        "acctserver | :2: acctserver has no value",
        "radius_timeout 0 | :2: radius_timeout must be a whole number from 1 to 3600",
        "radius_timeout two | :2: radius_timeout must be a whole number from 1 to 3600, found",
        "radius_retries 1000 | :2: radius_retries must be a whole number from 0 to 100",
        "acctservr a | :2: there is no option acctservr; did you mean acctserver?",
        "servers gone | gone, which cannot be read",
        "servers radius.conf | there is no line for a.example; write \"a.example secret\"",
        "servers one-word | one-word:1: the secret is missing behind the host",
        "bindaddr * | server a.example has no secret; write servers"
      })
  void aFaultInTheFileIsToldWithFileAndLine(String line, String message) throws Exception {
    write("one-word", "a.example");
    write("radius.conf", "acctserver a.example", line);

    assertThatThrownBy(() -> AaaUrl.read("radius:radius.conf", directory))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aFileWithoutAServerIsRefused() throws Exception {
    write("radius.conf", "radius_timeout 1");

    assertThatThrownBy(() -> AaaUrl.read("radius:radius.conf", directory))
        .hasMessageContaining("there is no acctserver");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "diameter:/etc/x | must be radius: and the path of a radiusclient.conf",
        "radius: | must be radius:",
        "radius:a?radius_timeout=1 | write secret_file=path behind the ?",
        "radius:a?secret_file=gone | cannot be read",
        "radius:a?secret_file=empty | is empty; write the secret into it",
        "radius:a:1813:secret?secret_file=empty | holds a secret",
        "radius:a?servers=x | servers has no place behind the ?",
        "radius:?secret_file=empty | acctserver has no value",
        "radius:a?timeout=1 | there is no option timeout",
        "radius:/gone/radius.conf | acc.aaa_url names /gone/radius.conf, which cannot be read"
      })
  void aWrongUrlIsToldByItsParameter(String url, String message) throws Exception {
    write("empty", "");

    assertThatThrownBy(() -> AaaUrl.read(url, directory))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("acc.aaa_url")
        .hasMessageContaining(message);
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }
}
