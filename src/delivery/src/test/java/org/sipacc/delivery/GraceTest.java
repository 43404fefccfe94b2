package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sipacc.journal.JournalPosition;

class GraceTest {
  private final AtomicLong now = new AtomicLong();
  private final Grace grace = new Grace(Duration.ofSeconds(60), now::get);

  @Test
  void nothingIsToldBeforeTheGraceIsOver() {
    assertThat(grace.passed(at(1))).isEmpty();
    later(59);
    assertThat(grace.passed(at(2))).isEmpty();
  }

  @Test
  void afterTheGraceTheOldPlaceIsTold() {
    grace.passed(at(1));
    later(60);
    assertThat(grace.passed(at(5))).contains(at(1));
    later(60);
    assertThat(grace.passed(at(9))).contains(at(5));
  }

  @Test
  void withoutGraceEachPlaceIsToldAtOnce() {
    Grace none = new Grace(Duration.ZERO, now::get);
    assertThat(none.passed(at(1))).contains(at(1));
    assertThat(none.passed(at(2))).contains(at(2));
  }

  private void later(long seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static JournalPosition at(long sequence) {
    return new JournalPosition(0, sequence);
  }
}
