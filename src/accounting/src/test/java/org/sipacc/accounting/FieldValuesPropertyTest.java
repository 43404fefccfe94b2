package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sipacc.accounting.AccountingSettings.FieldName;

class FieldValuesPropertyTest {
  private static final List<FieldName> FIELDS =
      List.of(new FieldName("a", "col_a"), new FieldName("b", "col_b"));

  /** {@code $(acc_leg(tag)[index]) = value}, after another leg if so told. */
  record Write(boolean newLeg, String tag, int index, String value) {}

  @Property
  void anIndexIsALegsIfItCountsFromOneOfTheEnds(
      @ForAll @IntRange(min = 1, max = 12) int legs,
      @ForAll @IntRange(min = -15, max = 15) int index) {
    FieldValues values = withLegs(legs);
    boolean exists = index < legs && index >= -legs;

    assertThat(values.hasLeg(index)).isEqualTo(exists);
    assertThat(values.setLeg("a", index, "x")).isEqualTo(exists);
    assertThat(values.leg("a", index)).isEqualTo(exists ? Optional.of("x") : Optional.empty());
    if (exists) {
      assertThat(values.leg("a", index < 0 ? index + legs : index - legs)).contains("x");
    }
    assertThat(values.currentLeg()).hasValue(legs - 1);
  }

  @Property
  void noIndexIsTooFarOff(@ForAll int index) {
    assertThat(withLegs(3).hasLeg(index)).isEqualTo(index >= -3 && index < 3);
    assertThat(new FieldValues(false).hasLeg(index)).isFalse();
  }

  @Property
  void legsKeepWhatWasWrittenLast(@ForAll("writes") List<Write> writes) {
    FieldValues values = new FieldValues(true);
    List<Map<String, String>> model = new ArrayList<>(List.of(new HashMap<>()));
    for (Write write : writes) {
      if (write.newLeg()) {
        values.newLeg();
        model.add(new HashMap<>());
      }
      values.setLeg(write.tag(), write.index(), write.value());
      int position = write.index() < 0 ? model.size() + write.index() : write.index();
      if (position >= 0 && position < model.size()) {
        model.get(position).put(write.tag(), write.value());
      }
    }

    assertThat(values.resolveLegs(FIELDS))
        .isEqualTo(
            model.stream()
                .map(
                    leg ->
                        List.of(
                            new Field("col_a", leg.getOrDefault("a", "")),
                            new Field("col_b", leg.getOrDefault("b", ""))))
                .toList());
  }

  @Property
  void extrasKeepWhatWasWrittenLast(@ForAll("writes") List<Write> writes) {
    FieldValues values = new FieldValues(false);
    Map<String, String> model = new HashMap<>();
    for (Write write : writes) {
      values.setExtra(write.tag(), write.value());
      model.put(write.tag(), write.value());
    }

    assertThat(values.resolveExtras(FIELDS, Map.of()))
        .containsExactly(
            new Field("col_a", model.getOrDefault("a", "")),
            new Field("col_b", model.getOrDefault("b", "")));
    assertThat(values.extra("a").orElse("")).isEqualTo(model.getOrDefault("a", ""));
  }

  private static FieldValues withLegs(int count) {
    FieldValues values = new FieldValues(true);
    for (int i = 1; i < count; i++) {
      values.newLeg();
    }
    return values;
  }

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(
            Arbitraries.of(true, false, false),
            Arbitraries.of("a", "b"),
            Arbitraries.integers().between(-5, 5),
            Arbitraries.of("", "x", "y"))
        .as(Write::new)
        .list()
        .ofMaxSize(12);
  }
}
