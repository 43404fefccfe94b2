package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+4930123",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r\n=1+1",
        " =1+1",
        "\u00a0=1+1",
        "\u0000=1",
        "\u2028=1+1"
      })
  void noCellIsAFormula(String value) {
    assertThat(Export.cell(value)).startsWith("'").doesNotContainPattern("[\\p{Cc}\u2028]");
  }

  @Test
  void everythingElseStaysAsItIs() {
    assertThat(Export.cell("sip:+4930@a;x=\"1\"")).isEqualTo("sip:+4930@a;x=\"1\"");
    assertThat(Export.cell("")).isEmpty();
    assertThat(Export.cell(null)).isEmpty();
    assertThat(Export.cell(-5L)).isEqualTo("-5");
    assertThat(Export.cell("a\nb\uD83D\uDE00")).isEqualTo("a b\uD83D\uDE00");
  }
}
