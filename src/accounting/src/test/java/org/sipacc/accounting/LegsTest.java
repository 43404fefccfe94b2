package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.FieldName;

class LegsTest {
  private static final List<FieldName> FIELDS =
      List.of(new FieldName("caller", "caller"), new FieldName("callee", "callee"));
  private static final List<Field> FIRST =
      List.of(new Field("caller", "Alice"), new Field("callee", "Bob"));
  private static final List<Field> SECOND =
      List.of(new Field("caller", "Bob"), new Field("callee", "Charlie"));

  private static StandardCall withLegs(Backend... backends) {
    Map<Backend, List<FieldName>> legs = new EnumMap<>(Backend.class);
    for (Backend backend : backends) {
      legs.put(backend, FIELDS);
    }
    return StandardCall.inviteWithLegs(legs);
  }

  /** Nobody answers for Bob; the failure route adds a leg to Charlie, who does. */
  private static StandardCall redirectedCall(StandardCall call, String types) {
    call.doAccounting(types, "cdr|missed");
    setLeg(call, "Alice", "Bob");
    call.tried("sip:bob@b").attemptFails(Reply.TIMEOUT);
    call.context().values().newLeg();
    setLeg(call, "Bob", "Charlie");
    return call.tried("sip:charlie@b").answered("tt2").callerHangsUp();
  }

  private static void setLeg(StandardCall call, String caller, String callee) {
    assertThat(call.context().values().setLeg("caller", -1, caller)).isTrue();
    assertThat(call.context().values().setLeg("callee", -1, callee)).isTrue();
  }

  @Test
  @DisplayName("L01 L02 L03 each record has the legs there are when it is made")
  void recordsHaveTheLegsThereAre() {
    StandardCall call =
        redirectedCall(withLegs(Backend.LOG, Backend.DB, Backend.EVI), "log|db|evi");

    assertThat(call.records()).hasSize(6);
    for (Backend backend : List.of(Backend.LOG, Backend.DB, Backend.EVI)) {
      assertThat(call.records(RecordKind.MISSED, backend))
          .singleElement()
          .satisfies(missed -> assertThat(missed.legs()).containsExactly(FIRST));
      assertThat(call.records(RecordKind.CDR, backend))
          .singleElement()
          .satisfies(cdr -> assertThat(cdr.legs()).containsExactly(FIRST, SECOND));
    }
  }

  @Test
  @DisplayName("L04 the one record for RADIUS has all legs in their order")
  void radiusHasAllLegsInOneRecord() {
    StandardCall call = redirectedCall(withLegs(Backend.AAA), "aaa");

    assertThat(call.records(RecordKind.CDR, Backend.AAA))
        .singleElement()
        .satisfies(
            cdr ->
                assertThat(cdr.legs().stream().flatMap(List::stream).map(Field::value))
                    .containsExactly("Alice", "Bob", "Bob", "Charlie"));
  }

  @Test
  @DisplayName("D-11 a backend without leg fields has no legs, whatever others declare")
  void backendWithoutLegFieldsHasNoLegs() {
    StandardCall call = redirectedCall(withLegs(Backend.LOG), "log|db");

    assertThat(call.records(RecordKind.CDR, Backend.DB))
        .singleElement()
        .satisfies(cdr -> assertThat(cdr.legs()).isEmpty());
  }

  @Test
  void fieldsOfALegStandUnderTheBackendsOwnNamesInItsOrder() {
    StandardCall call =
        StandardCall.inviteWithLegs(
                Map.of(
                    Backend.DB,
                    List.of(new FieldName("callee", "dst"), new FieldName("caller", "src")),
                    Backend.LOG,
                    List.of(new FieldName("caller", "caller"))))
            .doAccounting("db|log", "");
    setLeg(call, "Alice", "Bob");
    call.context().values().newLeg();
    call.answered();

    assertThat(call.records(RecordKind.BASE, Backend.DB).get(0).legs())
        .containsExactly(
            List.of(new Field("dst", "Bob"), new Field("src", "Alice")),
            List.of(new Field("dst", ""), new Field("src", "")));
    assertThat(call.records(RecordKind.BASE, Backend.LOG).get(0).legs())
        .containsExactly(List.of(new Field("caller", "Alice")), List.of(new Field("caller", "")));
  }

  @Test
  @DisplayName("L06 indexes count from both ends")
  void indexesCountFromBothEnds() {
    AccountingContext context = withLegs(Backend.LOG).context();
    context.values().newLeg();
    context.values().newLeg();
    for (int i = 0; i < 3; i++) {
      assertThat(context.values().setLeg("caller", i, "caller" + i)).isTrue();
    }

    assertThat(context.values().leg("caller", -1))
        .contains("caller2")
        .isEqualTo(context.values().leg("caller", 2));
    assertThat(context.values().leg("caller", -3))
        .contains("caller0")
        .isEqualTo(context.values().leg("caller", 0));
    assertThat(context.values().leg("callee", 1)).isEmpty();
    assertThat(List.of(-4, 3)).noneMatch(context.values()::hasLeg);
    assertThat(List.of(-3, -1, 0, 2)).allMatch(context.values()::hasLeg);
    assertThat(context.values().leg("caller", 3)).isEmpty();
    assertThat(context.values().leg("caller", -4)).isEmpty();
    assertThat(context.values().setLeg("caller", 3, "x")).isFalse();
    assertThat(context.values().setLeg("caller", -4, "x")).isFalse();
  }

  @Test
  void theEmptyStringDeletesAFieldOfALeg() {
    AccountingContext context = withLegs(Backend.LOG).context();
    context.values().setLeg("caller", 0, "Alice");

    assertThat(context.values().setLeg("caller", 0, "")).isTrue();
    assertThat(context.values().leg("caller", 0)).isEmpty();
  }

  @Test
  @DisplayName("L08 the current leg is 0 at first, 1 after a new one")
  void currentLeg() {
    AccountingContext context = withLegs(Backend.LOG).context();

    assertThat(context.values().currentLeg()).hasValue(0);
    context.values().newLeg();
    assertThat(context.values().currentLeg()).hasValue(1);
  }

  @Test
  @DisplayName("L09 without leg fields there is no leg at all")
  void withoutLegFieldsThereIsNoLeg() {
    AccountingContext context = StandardCall.invite().context();

    assertThat(context.values().currentLeg()).isEmpty();
    assertThat(context.values().hasLeg(0)).isFalse();
    assertThat(context.values().hasLeg(-1)).isFalse();
    assertThat(context.values().setLeg("caller", 0, "x")).isFalse();
    assertThat(context.values().leg("caller", -1)).isEmpty();
  }

  @Test
  @DisplayName("L10 without leg fields a new leg has no effect")
  void withoutLegFieldsANewLegHasNoEffect() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr");
    call.context().values().newLeg();
    call.context().values().newLeg();

    assertThat(call.context().values().currentLeg()).isEmpty();
    assertThat(call.answered().callerHangsUp().onlyRecord().legs()).isEmpty();
  }

  @Test
  void legFieldsDeclaredEmptyAreNone() {
    StandardCall call = StandardCall.inviteWithLegs(Map.of(Backend.DB, List.of()));

    assertThat(call.context().values().currentLeg()).isEmpty();
  }

  @Test
  void legsOfACallWithCdrAreSharedByItsRequests() {
    StandardCall call = withLegs(Backend.DB).doAccounting("db", "cdr").answered();
    AccountingContext bye = call.calleeSends("BYE").context();
    bye.values().newLeg();
    bye.values().setLeg("callee", -1, "Charlie");

    assertThat(call.callerHangsUp().onlyRecord().legs())
        .containsExactly(
            List.of(new Field("caller", ""), new Field("callee", "")),
            List.of(new Field("caller", ""), new Field("callee", "Charlie")));
  }

  @Test
  void legsOfACallWithoutCdrAreNotShared() {
    StandardCall call = withLegs(Backend.DB).answered();
    call.context().values().newLeg();

    assertThat(call.calleeSends("INFO").context().values().currentLeg()).hasValue(0);
  }

  @Test
  void legsDoNotGrowWithoutEnd() {
    AccountingContext context = withLegs(Backend.LOG).context();
    for (int i = 0; i < 300; i++) {
      context.values().newLeg();
    }

    assertThat(context.values().currentLeg()).hasValue(255);
    assertThat(context.values().hasLeg(255)).isTrue();
    assertThat(context.values().hasLeg(256)).isFalse();
  }
}
