package org.sipacc.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Reply;

class AttemptTest {
  private static final Reply BUSY = Reply.received(486, "Busy Here", "t1");
  private static final Reply UNAVAILABLE = Reply.received(480, "Temporarily Unavailable", "t2");
  private static final Reply DECLINE = Reply.received(603, "Decline", "t3");

  private final Attempt<Integer> attempt = new Attempt<>(Map.of(1, "sip:a@x", 2, "sip:b@x"));

  @Test
  void itIsCompleteWhenEachTargetHasAnswered() {
    attempt.reply(1, BUSY);
    assertThat(attempt.isComplete()).isFalse();

    attempt.reply(2, Reply.TIMEOUT);
    assertThat(attempt.isComplete()).isTrue();
  }

  @Test
  void lowestCodeIsTheBest() {
    attempt.reply(1, BUSY);
    attempt.reply(2, UNAVAILABLE);
    assertThat(attempt.best()).contains(UNAVAILABLE);
  }

  @Test
  @DisplayName("C03 a 6xx beats every other reply")
  void globalFailureIsTheBest() {
    attempt.reply(1, UNAVAILABLE);
    attempt.reply(2, DECLINE);
    assertThat(attempt.best()).contains(DECLINE);
  }

  @Test
  void targetAnswersOnce() {
    assertThat(attempt.reply(1, BUSY)).contains("sip:a@x");
    assertThat(attempt.reply(1, UNAVAILABLE)).isEmpty();
    assertThat(attempt.reply(3, UNAVAILABLE)).isEmpty();
    assertThat(attempt.best()).contains(BUSY);
  }

  @Test
  void itFailsOnce() {
    assertThat(attempt.conclude()).isTrue();
    assertThat(attempt.conclude()).isFalse();
  }
}
