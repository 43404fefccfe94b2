package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCommentTest {
  @ParameterizedTest(name = "\"{0}\"")
  @DisplayName("M01 M02 M04 M06 a comment is a code and a reason, either of which may be missing")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'403 Destination not allowed', 403, Destination not allowed",
        "404, 404, Not Found",
        "'404   ', 404, Not Found",
        "'', '', Unspecified",
        "Some comment, '', Some comment",
        "'  blanks stay', '', '  blanks stay'",
        "' ', '', ' '",
        "4800 x, 480, 0 x",
        "200ok, 200, ok",
        "'200\tok', 200, ok",
        "12, '', 12",
        "40x no, '', 40x no",
        "' 404 later', '', ' 404 later'",
        "199, 199, Provisional",
        "299, 299, Successful",
        "399, 399, Redirection",
        "499, 499, Request Failure",
        "599, 599, Server Failure",
        "699, 699, Global Failure",
        "099, 099, Unspecified",
      })
  void commentIsACodeAndAReason(String comment, String code, String reason) {
    assertThat(RequestComment.parse(comment)).isEqualTo(new RequestComment(code, reason));
  }
}
