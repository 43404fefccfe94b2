package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownDialogReplyTest {

  @Test
  void theReasonPhraseIsOptional() {
    assertThat(UnknownDialogReply.parse("404 Not here"))
        .isEqualTo(new UnknownDialogReply(404, "Not here"));
    assertThat(UnknownDialogReply.parse("481").reason()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200 OK", "48", "4811", "Not here", "481 a\u0007b"})
  void anythingButAFinalErrorIsRefused(String text) {
    assertThatThrownBy(() -> UnknownDialogReply.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sipacc.sip.unknown-dialog-reply: ");
  }
}
