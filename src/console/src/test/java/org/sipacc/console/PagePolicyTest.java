package org.sipacc.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PagePolicyTest {

  @Test
  void allowsTheImportMapByTheHashOfWhatStandsBetweenItsTags() {
    // printf '{"imports":{}}' | openssl dgst -sha256 -binary | base64
    assertThat(
            PagePolicy.of(
                "<p></p><script type=\"importmap\">{\"imports\":{}}</script><script></script>"))
        .contains("'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='")
        .doesNotContain("unsafe");
  }

  @Test
  void refusesAPageThatHasNone() {
    assertThatThrownBy(() -> PagePolicy.of("<script>alert(1)</script>"))
        .isInstanceOf(IllegalStateException.class);
  }
}
