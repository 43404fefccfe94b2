package org.sipacc.accounting.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberMaskTest {
  private static final NumberMask THREE = new NumberMask(3);

  @ParameterizedTest
  @CsvSource({
    "sip:+4930123456@example.org:5070;user=phone, sip:+4930123xxx@example.org:5070;user=phone",
    "sips:+4930123456;phone-context=x@a, sips:+4930123xxx;phone-context=x@a",
    "tel:+4930123456;isub=1, tel:+4930123xxx;isub=1",
    "TEL:12, TEL:12",
    "sip:4930123456:secret@a, sip:4930123xxx:secret@a",
    "sip:alice@192.0.2.123, sip:alice@192.0.2.123",
    "sip:192.0.2.123:5060, sip:192.0.2.123:5060",
    "sip:4930123456, sip:4930123xxx",
    "'\"Bob\" <sip:4930123456@a>;tag=1, <tel:123456>', '\"Bob\" <sip:4930123xxx@a>;tag=1, <tel:123xxx>'",
    "4930123456, 4930123xxx",
    "4930123456;npdi, 4930123xxx;npdi",
    "123, xxx",
    "12, 12",
    "alice, alice",
  })
  void theLastCharactersOfNumbersAreHiddenAndNothingElse(String text, String seen) {
    assertThat(THREE.text(text)).isEqualTo(seen);
    assertThat(NumberMask.NONE.text(text)).isEqualTo(text);
  }

  @Test
  void aCursorIsReadAsItWasWritten() {
    Position position = new Position(Instant.ofEpochMilli(1_772_366_400_123L), "01ABC.2");
    assertThat(Position.ofCursor(position.cursor())).contains(position);
    for (String other :
        new String[] {
          "", "!", "AAAA", "x".repeat(500), "MSAn", "LTk5OTk5OTk5OTk5OTk5OTk5OTk5IGE"
        }) {
      assertThat(Position.ofCursor(other)).as(other).isEmpty();
    }
  }
}
