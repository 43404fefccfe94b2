package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
  @ParameterizedTest
  @CsvSource({
    "199, false, false, false",
    "200, true, true, false",
    "299, true, true, false",
    "300, true, false, true",
    "699, true, false, true",
  })
  void statusTellsTheKindOfReply(int status, boolean isFinal, boolean success, boolean negative) {
    Reply reply = Reply.received(status, "", "");

    assertThat(reply.isFinal()).isEqualTo(isFinal);
    assertThat(reply.isSuccess()).isEqualTo(success);
    assertThat(reply.isNegative()).isEqualTo(negative);
  }
}
