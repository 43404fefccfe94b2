package org.sipacc.service.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sipacc.service.work.WorkStatus.State;

class LongWorkTest {
  private final LongWork work = new LongWork();

  @Test
  void workThatIsCancelledEndsAtItsNextStepAndIsGone() {
    try (LongWork.Task export = work.begin("export", "calls")) {
      export.step();
      assertThat(work.all()).extracting(WorkStatus::id).containsExactly("export-1");
      assertThat(work.all()).extracting(WorkStatus::done).containsExactly(1L);
      assertThat(work.cancel("export-1")).isTrue();
      assertThat(work.all()).extracting(WorkStatus::state).containsExactly(State.ENDING);
      assertThatThrownBy(export::step).isInstanceOf(WorkCancelledException.class);
    }
    assertThat(work.all()).isEmpty();
    assertThat(work.cancel("export-1")).isFalse();
    assertThat(work.resume("export-1")).isFalse();
  }

  @Test
  void upkeepIsHeldDuringARoundAndBetweenTwoUntilItIsResumed() {
    try (LongWork.Task round = work.beginRound("roll-ups", "adds calls")) {
      round.progress(7, OptionalLong.of(9));
      assertThat(work.cancel("roll-ups")).isTrue();
      assertThat(round.isCancelled()).isTrue();
      assertThat(work.all()).extracting(WorkStatus::state).containsExactly(State.HELD);
    }
    try (LongWork.Task next = work.beginRound("roll-ups", "adds calls")) {
      assertThat(next.isCancelled()).isTrue();
    }
    WorkStatus held = work.all().get(0);
    assertThat(held.done()).isEqualTo(7);
    assertThat(held.total()).hasValue(9);

    assertThat(work.resume("roll-ups")).isTrue();
    try (LongWork.Task next = work.beginRound("roll-ups", "adds calls")) {
      assertThat(next.isCancelled()).isFalse();
    }
    assertThat(work.all()).isEmpty();
    assertThat(work.cancel("roll-ups")).as("held between rounds").isTrue();
    assertThat(work.beginRound("roll-ups", "adds calls").isCancelled()).isTrue();
  }
}
