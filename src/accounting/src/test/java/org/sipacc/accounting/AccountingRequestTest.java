package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;

class AccountingRequestTest {
  @Test
  void tokensAreReadWhateverTheirCaseAndTheBlanksAroundThem() {
    AccountingRequest request =
        AccountingRequest.parse(" DB | log", Optional.of("cdr|Missed"), Optional.of("my_acc"));

    assertThat(request.types()).containsExactlyInAnyOrder(Backend.DB, Backend.LOG);
    assertThat(request.flags()).containsExactlyInAnyOrder(Flag.CDR, Flag.MISSED);
    assertThat(request.table()).contains("my_acc");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "db|foo, cdr, 'type \"db|foo\": unknown foo; write one or more of log, db, aaa, evi, joined"
            + " by |'",
        "'', cdr, 'type \"\": a word is missing; write one or more of log, db, aaa, evi, joined by"
            + " |'",
        "db, cdr||missed, 'flags \"cdr||missed\": a word is missing; write one or more of cdr,"
            + " missed, failed, joined by |'",
        "db, '', 'flags \"\": a word is missing; write one or more of cdr, missed, failed, joined"
            + " by |'",
      })
  void wrongTokensAreTold(String type, String flags, String message) {
    assertThatThrownBy(() -> AccountingRequest.parse(type, Optional.of(flags), Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }
}
