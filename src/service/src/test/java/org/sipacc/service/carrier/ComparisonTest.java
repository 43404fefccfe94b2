package org.sipacc.service.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipacc.service.carrier.Comparison.Likeness;

class ComparisonTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Likeness LIKENESS = new Likeness(8, Duration.ofSeconds(5));

  private static ComparedCall call(
      double start, String caller, String callee, double seconds, String name) {
    return new ComparedCall(
        NOON.plusMillis(Math.round(start * 1000)), caller, callee, seconds, name);
  }

  private static Comparison compare(List<ComparedCall> ours, List<ComparedCall> theirs) {
    return Comparison.of(ours, theirs, LIKENESS);
  }

  private static List<String> pairs(Comparison comparison) {
    return comparison.both().stream()
        .map(pair -> pair.ours().name() + pair.theirs().name())
        .toList();
  }

  @Test
  void numbersAreComparedByTheirLastDigitsHoweverTheyAreWritten() {
    Comparison comparison =
        compare(
            List.of(call(0, "+49 30 1234567", "0040-21-1234567", 60, "a")),
            List.of(call(1, "0301234567", "4021 1234567", 60, "1")));

    assertThat(pairs(comparison)).containsExactly("a1");
    assertThat(isSame(comparison, 0)).isTrue();
  }

  @Test
  void aCallerThatIsAnotherOneIsAnotherCallAndOneThatIsNotSaidIsNot() {
    ComparedCall ours = call(0, "111", "999", 60, "a");

    assertThat(pairs(compare(List.of(ours), List.of(call(0, "222", "999", 60, "1"))))).isEmpty();
    assertThat(pairs(compare(List.of(ours), List.of(call(0, "", "999", 60, "1")))))
        .containsExactly("a1");
  }

  @Test
  void callsTooFarApartAreOnOneSideOnly() {
    Comparison comparison =
        compare(
            List.of(call(0, "1", "999", 60, "a"), call(100, "1", "999", 60, "b")),
            List.of(call(5, "1", "999", 60, "1"), call(105.001, "1", "999", 60, "2")));

    assertThat(pairs(comparison)).containsExactly("a1");
    assertThat(comparison.onlyHere()).extracting(ComparedCall::name).containsExactly("b");
    assertThat(comparison.onlyThere()).extracting(ComparedCall::name).containsExactly("2");
    assertThat(isSame(comparison, 100)).isFalse();
  }

  @Test
  void ofSeveralThatFitTheNearestAreTakenAndEachOnce() {
    Comparison comparison =
        compare(
            List.of(call(0, "1", "999", 60, "a"), call(3, "1", "999", 60, "b")),
            List.of(call(2.5, "1", "999", 60, "1"), call(-2, "1", "999", 60, "2")));

    assertThat(pairs(comparison)).containsExactly("a2", "b1");
  }

  @Test
  void aCallAtTheEdgeOfATimeIsNotMissedThoughTheSidesPutItOnDifferentSides() {
    Comparison comparison =
        compare(
                List.of(call(1, "1", "999", 60, "a"), call(59, "1", "999", 60, "b")),
                List.of(
                    call(-1, "1", "999", 60, "1"),
                    call(61, "1", "999", 60, "2"),
                    call(-90, "1", "999", 60, "3")))
            .within(start -> !start.isBefore(NOON) && start.isBefore(NOON.plusSeconds(60)));

    assertThat(pairs(comparison)).containsExactly("a1", "b2");
    assertThat(isSame(comparison, 0)).isTrue();
    assertThat(comparison.theirs()).hasSize(2);
  }

  @Test
  void ofThoseEquallyNearTheOneAsLongIsTaken() {
    Comparison comparison =
        compare(
            List.of(call(0, "1", "999", 60, "a"), call(0, "1", "999", 5, "b")),
            List.of(call(0, "1", "999", 5, "1"), call(0, "1", "999", 61, "2")));

    assertThat(pairs(comparison)).containsExactlyInAnyOrder("a2", "b1");
    assertThat(comparison.differing(0.5))
        .extracting(Comparison.Pair::difference)
        .containsExactly(-1.0);
    assertThat(comparison.differing(1)).isEmpty();
    assertThat(isSame(comparison, 1)).isTrue();
  }

  @Test
  void tooManyThatAreAlikeAreRefusedBeforeTheyFillTheMemory() {
    List<ComparedCall> many =
        Collections.nCopies(1_100, new ComparedCall(Instant.EPOCH, "", "4021222", 60, "one"));
    Comparison.Likeness likeness = new Comparison.Likeness(8, Duration.ofSeconds(5));

    assertThatThrownBy(() -> Comparison.of(many, many, likeness))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compare more digits");
  }

  private static boolean isSame(Comparison comparison, double tolerance) {
    return comparison.onlyHere().isEmpty()
        && comparison.onlyThere().isEmpty()
        && comparison.differing(tolerance).isEmpty();
  }
}
