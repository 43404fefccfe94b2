package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
  @Test
  void timeNodeAndNumberCanBeReadFromIt() {
    TimeOrderedId id = TimeOrderedId.of(1_700_000_000_123L, 65_535, 42);

    assertThat(id.time()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    assertThat(id.node()).isEqualTo(65_535);
    assertThat(id.low()).isEqualTo(42);
    assertThat(TimeOrderedId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  void textsSortAsTheIdsDo() {
    TimeOrderedId first = TimeOrderedId.of(1_700_000_000_123L, 1, -1);
    TimeOrderedId second = TimeOrderedId.of(1_700_000_000_124L, 0, 0);

    assertThat(first).isLessThan(second);
    assertThat(first.toString()).isLessThan(second.toString());
    assertThat(first.toString()).hasSize(TimeOrderedId.LENGTH);
  }

  @Test
  void whatIsNoIdIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TimeOrderedId.parse("too short"));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeOrderedId.of(0, 65_536, 0));
  }
}
