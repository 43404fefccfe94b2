package org.sipacc.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Reply;

class AttemptTest {
  private static final Reply BUSY = Reply.received(486, "Busy Here", "t1");
  private static final Reply UNAVAILABLE = Reply.received(480, "Temporarily Unavailable", "t2");
  private static final Reply DECLINE = Reply.received(603, "Decline", "t3");

  private final Attempt attempt = new Attempt(List.of("sip:a@x", "sip:b@x"));

  @Test
  void itIsCompleteWhenEachTargetHasAnswered() {
    attempt.reply("sip:a@x", BUSY);
    assertThat(attempt.isComplete()).isFalse();

    attempt.reply("sip:b@x", Reply.TIMEOUT);
    assertThat(attempt.isComplete()).isTrue();
  }

  @Test
  void lowestCodeIsTheBest() {
    attempt.reply("sip:a@x", BUSY);
    attempt.reply("sip:b@x", UNAVAILABLE);
    assertThat(attempt.best()).contains(UNAVAILABLE);
  }

  @Test
  @DisplayName("C03 a 6xx beats every other reply")
  void globalFailureIsTheBest() {
    attempt.reply("sip:a@x", UNAVAILABLE);
    attempt.reply("sip:b@x", DECLINE);
    assertThat(attempt.best()).contains(DECLINE);
  }

  @Test
  void targetAnswersOnce() {
    assertThat(attempt.reply("sip:a@x", BUSY)).isTrue();
    assertThat(attempt.reply("sip:a@x", UNAVAILABLE)).isFalse();
    assertThat(attempt.reply("sip:c@x", UNAVAILABLE)).isFalse();
    assertThat(attempt.best()).contains(BUSY);
  }

  @Test
  void itFailsOnce() {
    assertThat(attempt.conclude()).isTrue();
    assertThat(attempt.conclude()).isFalse();
  }
}
