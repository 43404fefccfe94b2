package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void saysWhereTheTextThatWasSentIsWrong() {
    String message = "a b.yaml:3:12: unknown action rely";

    assertThat(
            new Problem(
                    OtherStatus.UNPROCESSABLE, message, TextPlace.ofMessage(message, "a b.yaml"))
                .json())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unprocessable Entity","status":422,\
            "detail":"a b.yaml:3:12: unknown action rely","line":3,"column":12}""");
  }

  @Test
  void aMessageWithoutAPlaceHasNone() {
    assertThat(TextPlace.ofMessage("p.yaml: table x lacks y:1:2: z", "p.yaml")).isEmpty();
    assertThat(TextPlace.ofMessage("other.yaml:1:2: z", "p.yaml")).isEmpty();
    assertThat(TextPlace.ofMessage("p.yaml:1:2: z", "p.yaml")).isEqualTo(place(1, 2));
  }

  private static Optional<TextPlace> place(int line, int column) {
    return Optional.of(new TextPlace(line, column));
  }
}
