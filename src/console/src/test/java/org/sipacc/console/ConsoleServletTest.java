package org.sipacc.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConsoleServletTest {

  @Test
  void allowsTheImportMapByTheHashOfWhatStandsBetweenItsTags() {
    // printf '{"imports":{}}' | openssl dgst -sha256 -binary | base64
    assertThat(
            ConsoleServlet.hashOfImportMap(
                "<p></p><script type=\"importmap\">{\"imports\":{}}</script><script></script>"))
        .isEqualTo("URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw=");
  }

  @Test
  void refusesAPageThatHasNone() {
    assertThatThrownBy(() -> ConsoleServlet.hashOfImportMap("<script>alert(1)</script>"))
        .isInstanceOf(IllegalStateException.class);
  }
}
