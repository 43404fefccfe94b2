package org.sipacc.accounting.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialogFlagsTest {
  @ParameterizedTest
  @EnumSource
  void eachFlagHasALetterAndAWord(DialogFlag flag) {
    assertThat(DialogFlags.parse(String.valueOf(flag.letter())).flags()).containsExactly(flag);
    assertThat(DialogFlags.parse(flag.word().toUpperCase(Locale.ROOT)).flags())
        .containsExactly(flag);
  }

  @Test
  void lettersAndWordsMix() {
    assertThat(DialogFlags.parse("pB"))
        .isEqualTo(DialogFlags.parse("bye-on-timeout, options-ping-callee"));
    assertThat(DialogFlags.parse("")).isEqualTo(DialogFlags.NONE);
  }

  @Test
  void aLetterWithoutMeaningIsIgnoredBesideOneThatHasOne() {
    assertThat(DialogFlags.parse("BX").flags()).containsExactly(DialogFlag.BYE_ON_TIMEOUT);
    assertThatThrownBy(() -> DialogFlags.parse("X"))
        .hasMessageStartingWith("unknown dialog flags \"X\"; write letters of BPpRrEL, or words: ");
  }

  @Test
  void anUnknownWordIsTold() {
    assertThatThrownBy(() -> DialogFlags.parse("bye-on-timeuot"))
        .hasMessage("unknown dialog flag \"bye-on-timeuot\"; did you mean bye-on-timeout?");
  }

  @Test
  void aCommaOrHyphenMakesItWords() {
    assertThatThrownBy(() -> DialogFlags.parse(",B"))
        .hasMessageStartingWith("unknown dialog flag \"\"");
    assertThatThrownBy(() -> DialogFlags.parse("-B"))
        .hasMessageStartingWith("unknown dialog flag \"-B\"");
  }
}
