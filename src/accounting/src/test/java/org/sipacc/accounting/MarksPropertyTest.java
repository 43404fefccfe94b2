package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Marks as a set: a backend alone, or a backend with a flag. */
class MarksPropertyTest {
  /** A call of {@code do_accounting}, or of {@code drop_accounting}. */
  record Step(boolean adds, Set<Backend> types, Set<Flag> flags) {}

  @Property(tries = 500)
  void marksAreTheSetThatTheStepsLeave(@ForAll("steps") List<Step> steps) {
    Marks marks = new Marks();
    Set<String> model = new HashSet<>();
    for (Step step : steps) {
      apply(marks, step);
      apply(model, step);
    }

    assertThat(texts(marks)).isEqualTo(model);
    for (Flag flag : Flag.values()) {
      assertThat(marks.anyHas(flag))
          .isEqualTo(model.stream().anyMatch(mark -> mark.endsWith("." + flag)));
    }
  }

  @Property
  void stepTakenTwiceIsTheStepTakenOnce(
      @ForAll("steps") List<Step> before, @ForAll("step") Step step) {
    Marks once = new Marks();
    Marks twice = new Marks();
    before.forEach(s -> apply(once, s));
    before.forEach(s -> apply(twice, s));

    apply(once, step);
    apply(twice, step);
    apply(twice, step);
    assertThat(twice.texts()).isEqualTo(once.texts());
  }

  @Property
  void whatIsDroppedAndAskedForAgainIsAsBefore(@ForAll("steps") List<Step> steps) {
    Marks marks = new Marks();
    steps.stream().filter(Step::adds).forEach(s -> apply(marks, s));
    List<String> before = marks.texts();

    marks.drop(Set.of(), Set.of());
    assertThat(marks.texts()).isEmpty();
    steps.stream().filter(Step::adds).forEach(s -> apply(marks, s));
    assertThat(marks.texts()).isEqualTo(before);
  }

  private static void apply(Marks marks, Step step) {
    if (step.adds()) {
      marks.add(step.types(), step.flags());
    } else {
      marks.drop(step.types(), step.flags());
    }
  }

  private static void apply(Set<String> model, Step step) {
    Set<Backend> named =
        step.types().isEmpty() && !step.adds() ? EnumSet.allOf(Backend.class) : step.types();
    for (Backend backend : named) {
      if (step.adds()) {
        model.add(backend.name());
        step.flags().forEach(flag -> model.add(backend + "." + flag));
      } else if (step.flags().isEmpty()) {
        model.removeIf(mark -> mark.startsWith(backend.name()));
      } else {
        step.flags().forEach(flag -> model.remove(backend + "." + flag));
      }
    }
  }

  private static Set<String> texts(Marks marks) {
    Set<String> texts = new HashSet<>();
    for (Backend backend : marks.backends()) {
      texts.add(backend.name());
    }
    for (Backend backend : Backend.values()) {
      for (Flag flag : Flag.values()) {
        if (marks.has(backend, flag)) {
          texts.add(backend + "." + flag);
        }
      }
    }
    return texts;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return step().list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<Step> step() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(Backend.class).set().ofMaxSize(3),
            Arbitraries.of(Flag.class).set().ofMaxSize(2))
        .as(Step::new);
  }
}
