package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.accounting.configuration.ConfigurationFile;

/** The reference page and the code must tell the same. */
class ParameterReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/parameters.md");

  /** One parameter of the page. */
  record Entry(String section, String heading, String text) {}

  @ParameterizedTest
  @MethodSource("parameters")
  void thePageHasTheParameterWithItsTypeItsDefaultAndASample(Parameter<?> parameter)
      throws Exception {
    Entry entry =
        entries().stream()
            .filter(e -> e.section().equals(parameter.section().key()))
            .filter(e -> e.heading().startsWith(parameter.name() + " "))
            .findFirst()
            .orElseThrow();

    assertThat(entry.heading()).isEqualTo(parameter.name() + " (" + parameter.typeName() + ")");
    assertThat(entry.text())
        .contains(
            "\nDefault: " + parameter.defaultText().map(text -> "`" + text + "`").orElse("none"));
    Parameters sample = load(sample(entry));
    assertThat(sample.isSet(parameter)).isTrue();
  }

  @Test
  void thePageHasNoParameterThatDoesNotExist() throws Exception {
    assertThat(entries()).hasSameSizeAs(Catalogue.all());
  }

  static List<Parameter<?>> parameters() {
    return Catalogue.all();
  }

  private static String sample(Entry entry) {
    int start = entry.text().indexOf("```yaml\n") + "```yaml\n".length();
    String sample = entry.text().substring(start, entry.text().indexOf("```", start));
    // What other parameters a sample needs.
    return entry.heading().startsWith("aaa_extra")
        ? sample + "  aaa_url: \"radius:/etc/radius.conf\"\n"
        : sample;
  }

  private static Parameters load(String sample) {
    return Parameters.load(new ConfigurationFile("sample", sample), Map.of(), new Properties());
  }

  private static List<Entry> entries() throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (String section : Files.readString(PAGE).split("\n## ")) {
      String[] parts = section.split("\n### ");
      for (int i = 1; i < parts.length; i++) {
        int end = parts[i].indexOf('\n');
        entries.add(
            new Entry(
                section.substring(0, section.indexOf('\n')).strip(),
                parts[i].substring(0, end),
                parts[i].substring(end)));
      }
    }
    return entries;
  }
}
