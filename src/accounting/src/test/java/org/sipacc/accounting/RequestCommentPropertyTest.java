package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RequestCommentPropertyTest {
  @Property
  void everyCommentIsRead(@ForAll("comments") String comment) {
    RequestComment read = RequestComment.parse(comment);

    assertThat(read.code()).matches("|[0-9]{3}");
    assertThat(read.reason()).isNotEmpty();
  }

  @Property
  void withoutThreeDigitsInFrontTheCommentIsTheReason(@ForAll("comments") String comment) {
    boolean hasCode =
        comment.length() >= 3
            && comment.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9');
    RequestComment read = RequestComment.parse(comment);

    assertThat(read.code()).isEqualTo(hasCode ? comment.substring(0, 3) : "");
    if (!hasCode && !comment.isEmpty()) {
      assertThat(read.reason()).isEqualTo(comment);
    }
  }

  @Property
  void theReasonIsWhatFollowsTheCodeWithoutTheBlanksBetween(
      @ForAll @IntRange(min = 0, max = 999) int code,
      @ForAll("blanks") String blanks,
      @ForAll("words") String reason) {
    String digits = String.format("%03d", code);

    assertThat(RequestComment.parse(digits + blanks + reason))
        .isEqualTo(new RequestComment(digits, reason));
    assertThat(RequestComment.parse(digits + blanks)).isEqualTo(RequestComment.parse(digits));
  }

  @Provide
  Arbitrary<String> comments() {
    Arbitrary<String> head = Arbitraries.strings().numeric().ofMaxLength(5);
    Arbitrary<String> blankHead = Arbitraries.of("", " ", "\n", "\t 4", "\u0664\u0660\u0664");
    return Combinators.combine(blankHead, head, Arbitraries.strings().ofMaxLength(12))
        .as((blank, digits, rest) -> blank + digits + rest);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(4);
  }

  @Provide
  Arbitrary<String> words() {
    return Combinators.combine(
            Arbitraries.strings().alpha().ofLength(1), Arbitraries.strings().ofMaxLength(20))
        .as((first, rest) -> first + rest);
  }
}
