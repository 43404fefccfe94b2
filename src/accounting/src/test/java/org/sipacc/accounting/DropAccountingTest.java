package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DropAccountingTest {
  private static final Reply BUSY = Reply.received(486, "Busy Here", "tt1");

  @Test
  @DisplayName("G01 a backend that is dropped gets nothing, the other keeps its CDR and table")
  void droppedBackendGetsNothing() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db|log", "cdr|missed", Optional.of("my_acc"))
            .dropAccounting("log", "")
            .answered()
            .callerHangsUp()
            .onlyRecord();

    assertThat(record.backend()).isEqualTo(Backend.DB);
    assertThat(record.kind()).isEqualTo(RecordKind.CDR);
    assertThat(record.table()).isEqualTo("my_acc");
  }

  @Test
  @DisplayName("G04 a refused call is not missed once missed is dropped")
  void droppedMissedGivesNoMissedRecord() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "cdr|missed").dropAccounting("db", "missed");

    assertThat(call.fails(BUSY).records()).isEmpty();
  }

  @Test
  @DisplayName("G05 dropping missed leaves the CDR as it is")
  void droppedMissedLeavesTheCdr() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db", "cdr|missed")
            .dropAccounting("db", "missed")
            .answered()
            .callerHangsUp()
            .onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.CDR);
  }

  @Test
  @DisplayName("G08 dropping what was never asked for fails and changes nothing")
  void droppingNothingFails() {
    StandardCall call = StandardCall.invite();

    assertThat(call.context().dropAccounting(AccountingRequest.EVERYTHING)).isFalse();
    assertThat(call.doAccounting("db", "").answered().records()).hasSize(1);
    assertThat(call.context().dropAccounting(AccountingRequest.EVERYTHING)).isTrue();
  }

  @Test
  @DisplayName("G10 dropping failed at one backend leaves it at the other")
  void droppedFailedLeavesTheOther() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db|evi", "failed")
            .dropAccounting("evi", "failed")
            .fails(BUSY)
            .onlyRecord();

    assertThat(record.backend()).isEqualTo(Backend.DB);
    assertThat(record.core().code()).isEqualTo("486");
  }

  @Test
  @DisplayName("D-03 a backend without flags left keeps its plain accounting")
  void backendWithoutFlagsKeepsItsPlainAccounting() {
    StandardCall call =
        StandardCall.invite().doAccounting("db|log", "cdr|missed").doAccounting("evi", "");

    call.dropAccounting("db", "cdr|missed");
    assertThat(call.context().marks()).containsExactly("log:cdr|missed", "db", "evi");

    assertThat(call.answered().records())
        .extracting(AccountingRecord::kind, AccountingRecord::backend)
        .containsExactlyInAnyOrder(
            tuple(RecordKind.BASE, Backend.DB), tuple(RecordKind.BASE, Backend.EVI));
  }

  @Test
  @DisplayName("D-03 flags alone are dropped at every backend")
  void flagsAloneAreDroppedEverywhere() {
    StandardCall call =
        StandardCall.invite().doAccounting("db|log", "cdr|missed").dropAccounting("", "missed");

    assertThat(call.context().marks()).containsExactly("log:cdr", "db:cdr");
  }

  @Test
  @DisplayName("D-04 what is dropped and asked for again is accounted once")
  void droppedAndAskedForAgainIsAccountedOnce() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "failed")
            .dropAccounting("", "")
            .doAccounting("db", "failed");
    assertThat(call.fails(BUSY).records()).hasSize(1);

    StandardCall cdr =
        StandardCall.invite()
            .doAccounting("db", "cdr")
            .dropAccounting("", "")
            .doAccounting("db", "cdr")
            .answered()
            .callerHangsUp();
    assertThat(cdr.records()).hasSize(1);
  }

  @Test
  void droppingAnUnmarkedBackendChangesNothing() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr");

    call.dropAccounting("evi", "cdr").dropAccounting("aaa", "");

    assertThat(call.context().marks()).containsExactly("db:cdr");
  }

  @Test
  @DisplayName("G03 everything dropped in a later request of the call suppresses its CDR")
  void droppedWithinTheCallThereIsNoCdr() {
    StandardCall call = StandardCall.invite().doAccounting("db|log", "cdr").answered();
    StandardCall bye = call.callerSends("BYE");

    assertThat(bye.context().dropAccounting(AccountingRequest.EVERYTHING)).isTrue();

    assertThat(call.callerHangsUp().records()).isEmpty();
    assertThat(call.isOver()).isTrue();
  }

  @Test
  void oneBackendDroppedWithinTheCallLeavesTheOthersCdr() {
    StandardCall call = StandardCall.invite().doAccounting("db|log", "cdr").answered();
    call.calleeSends("INFO").dropAccounting("log", "");

    assertThat(call.callerHangsUp().onlyRecord().backend()).isEqualTo(Backend.DB);
  }

  @Test
  void dropWithinACallWithoutCdrTouchesOnlyTheRequest() {
    StandardCall call = StandardCall.invite().doAccounting("db", "failed").answered();
    StandardCall bye = call.callerSends("BYE");

    assertThat(bye.context().dropAccounting(AccountingRequest.EVERYTHING)).isFalse();
    assertThat(call.context().marks()).containsExactly("db:failed");
  }
}
