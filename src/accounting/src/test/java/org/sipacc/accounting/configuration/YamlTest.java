package org.sipacc.accounting.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
  @Test
  void everyPartKnowsItsPlace() {
    Yaml.Mapping mapping = Yaml.parse("f.yaml", "a: 1\nb:\n  - x\n  - y\n").asMapping("file");

    assertThat(mapping.entries().get(1).place()).hasToString("f.yaml:2:1");
    assertThat(mapping.entries().get(1).value().asSequence("b").items().get(1).place())
        .hasToString("f.yaml:4:5");
  }

  @Test
  void brokenYamlIsToldWithItsPlace() {
    assertThatThrownBy(() -> Yaml.parse("f.yaml", "a: [1\nb: 2\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("f.yaml:2:")
        .hasMessageContaining("not well-formed YAML");
  }

  @Test
  void aKeyWrittenTwiceIsRefused() {
    assertThatThrownBy(() -> Yaml.parse("f.yaml", "a: 1\na: 2\n"))
        .hasMessage("f.yaml:2:1: key a is written twice; keep one");
  }

  @Test
  void aliasesAreRefusedSoThatNoFileExpandsWithoutEnd() {
    assertThatThrownBy(() -> Yaml.parse("f.yaml", "a: &x [1]\nb: *x\n"))
        .hasMessageContaining("anchors and aliases (&name, *name) are not supported");
  }

  @Test
  void nothingAfterAKeyIsEmptyAndQuotesMakeAnEmptyText() {
    Yaml.Mapping mapping = Yaml.parse("f", "a:\nb: \"\"\nc: null\n").asMapping("file");

    assertThat(mapping.get("a")).containsInstanceOf(Yaml.Empty.class);
    assertThat(mapping.get("b")).containsInstanceOf(Yaml.Scalar.class);
    assertThat(mapping.get("c")).containsInstanceOf(Yaml.Empty.class);
    assertThat(Yaml.parse("f", "# nothing\n")).isInstanceOf(Yaml.Empty.class);
  }

  @Test
  void aMissingConfigurationDirectoryIsTold(@TempDir Path directory) {
    Path missing = directory.resolve("none");

    assertThatThrownBy(() -> ConfigurationFile.load(Optional.of(missing), "sipacc.yaml"))
        .hasMessage(
            missing + ": there is no such configuration directory; make it, or name another");
  }

  @Test
  void aFileThatIsNotUtf8IsTold(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("sipacc.yaml"), new byte[] {(byte) 0xff, 'a'});

    assertThatThrownBy(() -> ConfigurationFile.load(Optional.of(directory), "sipacc.yaml"))
        .hasMessage(file + ": is not UTF-8 text; save it with that encoding");
  }

  @Test
  void aSlipOfThePenIsRecognised() {
    List<String> names = List.of("db_url", "db_table_acc", "early_media");

    assertThat(NearMiss.of("db_ulr", names)).contains("db_url");
    assertThat(NearMiss.of("early-media", names)).contains("early_media");
    assertThat(NearMiss.of("xyz", names)).isEmpty();
  }
}
