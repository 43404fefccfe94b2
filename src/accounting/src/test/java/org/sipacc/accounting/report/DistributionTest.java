package org.sipacc.accounting.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class DistributionTest {
  private static final long LONGEST = 1L << 50;

  private static Distribution of(List<Long> values) {
    Distribution distribution = new Distribution();
    values.forEach(distribution::add);
    return distribution;
  }

  @Property
  void aValueIsCountedForOneThatIsLessByAHundredthAtMost(
      @ForAll @LongRange(max = LONGEST) long value) {
    long counted = Distribution.counted(value);
    assertThat(counted).isBetween(value - value / 100, value);
    assertThat(Distribution.counted(counted)).isEqualTo(counted);
  }

  @Property
  void smallValuesAreCountedAsTheyAre(@ForAll @IntRange(max = 256) int value) {
    assertThat(Distribution.counted(value)).isEqualTo(value);
  }

  @Property
  void aPercentileIsThatOfTheSortedValues(
      @ForAll @NotEmpty List<@LongRange(max = LONGEST) Long> values,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    long exact = values.stream().sorted().toList().get((values.size() * percent + 99) / 100 - 1);
    assertThat(of(values).percentile(percent)).hasValue(Distribution.counted(exact));
  }

  @Property
  void whatWasEncodedAndAddedUpIsTheDistributionOfAllValues(
      @ForAll List<@LongRange(max = LONGEST) Long> some,
      @ForAll List<@LongRange(max = LONGEST) Long> others) {
    Distribution sum = Distribution.decoded(of(some).encoded());
    sum.add(Distribution.decoded(of(others).encoded()));
    some.forEach(sum::add);
    others.forEach(sum::add);
    Distribution twice = of(some);
    twice.add(of(some));
    twice.add(of(others));
    twice.add(of(others));
    assertThat(sum.encoded()).isEqualTo(twice.encoded());
    assertThat(sum.total()).isEqualTo(2L * (some.size() + others.size()));
  }

  @Example
  void nothingHasNoPercentile() {
    assertThat(new Distribution().percentile(50)).isEmpty();
    assertThat(new Distribution().encoded()).isEmpty();
  }

  @Example
  void whatIsCutShortIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.decoded(new byte[] {(byte) 0x81}))
        .withMessageContaining("cut short");
  }
}
