package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CallQueuesTest {

  private final CountDownLatch held = new CountDownLatch(1);
  private final List<Object> done = new CopyOnWriteArrayList<>();

  private void hold() {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitDone(int count) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> done.size() == count);
  }

  @Test
  void whatBelongsToOneCallKeepsItsOrder() {
    try (CallQueues queues = new CallQueues(4, 1000)) {
      for (int i = 0; i < 500; i++) {
        int number = i;
        assertThat(queues.execute("call", () -> done.add(number))).isTrue();
      }
      awaitDone(500);
      assertThat(done).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }
  }

  @Test
  void aCallThatTakesTimeHoldsNoOtherUp() {
    try (CallQueues queues = new CallQueues(2, 1000)) {
      queues.execute("slow", this::hold);
      queues.execute("slow", () -> done.add("slow"));
      queues.execute("other", () -> done.add("other"));
      awaitDone(1);
      assertThat(done).containsExactly("other");
      held.countDown();
      awaitDone(2);
    }
  }

  @Test
  void whatFailsDoesNotKeepTheNextFromBeingDone() {
    try (CallQueues queues = new CallQueues(1, 1000)) {
      queues.execute(
          "call",
          () -> {
            throw new IllegalStateException("asked for");
          });
      queues.execute("call", () -> done.add("next"));
      awaitDone(1);
    }
  }

  @Test
  void noMoreThanSoMuchWaits() {
    try (CallQueues queues = new CallQueues(1, 2)) {
      CountDownLatch begun = new CountDownLatch(1);
      queues.execute(
          "slow",
          () -> {
            begun.countDown();
            hold();
          });
      Awaitility.await().until(() -> begun.getCount() == 0);
      assertThat(queues.execute("slow", () -> done.add(1))).isTrue();
      assertThat(queues.execute("other", () -> done.add(2))).isTrue();
      assertThat(queues.execute("third", () -> done.add(3))).isFalse();
      held.countDown();
      awaitDone(2);
      assertThat(queues.execute("third", () -> done.add(3))).isTrue();
      awaitDone(3);
    }
  }

  @Test
  void afterTheEndNothingIsTaken() {
    CallQueues queues = new CallQueues(1, 10);
    queues.close();
    assertThat(queues.execute("call", () -> done.add(1))).isFalse();
  }
}
