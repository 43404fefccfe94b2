package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.REFUSED;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallEvent.ReplySent;

class FailedCallTest {
  private static final Options CDR_ON_FAILED = new Options(false, false, false, true, Set.of());
  private static final Reply BUSY = Reply.received(486, "Busy Here", "tt1");

  @Test
  @DisplayName("A03 failed accounts a refused call in the table of the answered ones")
  void failedAccountsARefusedCall() {
    AccountingRecord record =
        StandardCall.invite().doAccounting("db", "failed").fails(BUSY).onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.BASE);
    assertThat(record.table()).isEqualTo("acc");
    assertThat(record.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "486", "Busy Here", REFUSED));
    assertThat(record.timing()).contains(Timing.NONE);
  }

  @Test
  @DisplayName("A08 cdr alone gives nothing for a refused call")
  void cdrAloneGivesNothing() {
    assertThat(StandardCall.invite().doAccounting("db", "cdr").fails(BUSY).records()).isEmpty();
  }

  @Test
  @DisplayName("A19 a redirection that is relayed is a failure")
  void redirectionIsAFailure() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "failed")
            .fails(Reply.received(302, "Moved Temporarily", "tt1"));

    assertThat(call.onlyRecord().core().code()).isEqualTo("302");
    assertThat(
            StandardCall.invite()
                .doAccounting("db", "failed|missed")
                .fails(Reply.received(300, "Multiple Choices", "tt1"))
                .records())
        .extracting(AccountingRecord::kind)
        .containsExactly(RecordKind.MISSED, RecordKind.BASE);
  }

  @Test
  @DisplayName("E31 missed ignores the table that do_accounting names")
  void missedIgnoresTheNamedTable() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db", "cdr|missed", Optional.of("my_acc"))
            .fails(BUSY)
            .onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.MISSED);
    assertThat(record.table()).isEqualTo("missed_calls");
  }

  @Test
  @DisplayName("E28 failed and missed of one backend say nothing about another")
  void flagsArePerBackend() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("log", "missed")
            .doAccounting("evi", "failed")
            .doAccounting("db", "")
            .fails(BUSY);

    assertThat(call.records())
        .extracting(AccountingRecord::kind, AccountingRecord::backend)
        .containsExactly(
            tuple(RecordKind.MISSED, Backend.LOG), tuple(RecordKind.BASE, Backend.EVI));
  }

  @Test
  void aRefusalAfterTheAnswerIsNotAccounted() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "failed|missed")
            .answered()
            .on(new ReplySent(REFUSED, BUSY));

    assertThat(call.onlyRecord().core().code()).isEqualTo("200");
    assertThat(call.context().isUp()).isTrue();
  }

  @Test
  void provisionalReplyThatIsSentFinishesNothing() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "failed|missed")
            .on(new ReplySent(REFUSED, Reply.received(199, "Early Dialog Terminated", "tt1")));

    assertThat(call.records()).isEmpty();
    assertThat(call.context().isOver()).isFalse();
    assertThat(call.answered().records()).hasSize(1);
  }

  @Test
  void attemptThatEndsWithoutANegativeReplyIsNotMissed() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed")
            .attemptFails(Reply.received(299, "Odd", "tt1"));

    assertThat(call.records()).isEmpty();
    assertThat(call.context().marks()).containsExactly("db:missed");
  }

  @Test
  void codesOfFailedFilterAreNotAccountedAsFailed() {
    Options filter = new Options(false, false, false, false, Set.of(486, 487));
    StandardCall call = StandardCall.invite(filter).doAccounting("db", "missed|failed");
    assertThat(call.fails(BUSY).onlyRecord().kind()).isEqualTo(RecordKind.MISSED);

    StandardCall other = StandardCall.invite(filter).doAccounting("db", "failed");
    assertThat(other.fails(Reply.received(480, "Gone", "tt1")).records()).hasSize(1);

    StandardCall message = StandardCall.request("MESSAGE", filter).doAccounting("db", "failed");
    assertThat(message.fails(BUSY).records()).isEmpty();
  }

  @Test
  void withCdrOnFailedARefusedCallGivesACdr() {
    AccountingRecord record =
        StandardCall.invite(CDR_ON_FAILED).doAccounting("db", "cdr").fails(BUSY).onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.CDR);
    assertThat(record.table()).isEqualTo("acc");
    assertThat(record.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "486", "Busy Here", REFUSED));
    assertThat(record.timing())
        .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 8, 0));
  }

  @Test
  void theCdrOfARefusedCallTakesThePlaceOfItsFailedRecord() {
    StandardCall call =
        StandardCall.invite(CDR_ON_FAILED)
            .doAccounting("db", "cdr|failed|missed")
            .doAccounting("log", "failed")
            .doAccounting("evi", "")
            .fails(BUSY);

    assertThat(call.records())
        .extracting(AccountingRecord::kind, AccountingRecord::backend)
        .containsExactlyInAnyOrder(
            tuple(RecordKind.MISSED, Backend.DB),
            tuple(RecordKind.CDR, Backend.DB),
            tuple(RecordKind.BASE, Backend.LOG));
  }

  @Test
  void theCdrOfACallRefusedHereHasNoToTag() {
    AccountingRecord record =
        StandardCall.invite(CDR_ON_FAILED)
            .doAccounting("db", "cdr")
            .fails(Reply.local(404, "No such user", "mine"))
            .onlyRecord();

    assertThat(record.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "", "c1@a", "404", "No such user", REFUSED));
  }

  @Test
  void failedFilterHoldsForTheCdrOfARefusedCallToo() {
    Options filter = new Options(false, false, false, true, Set.of(486));

    assertThat(StandardCall.invite(filter).doAccounting("db", "cdr|missed").fails(BUSY).records())
        .extracting(AccountingRecord::kind)
        .containsExactly(RecordKind.MISSED);
  }

  @Test
  void cdrOnFailedSaysNothingAboutOtherRequests() {
    StandardCall message =
        StandardCall.request("MESSAGE", CDR_ON_FAILED).doAccounting("db", "cdr").fails(BUSY);
    assertThat(message.records()).isEmpty();

    StandardCall failed =
        StandardCall.request("MESSAGE", CDR_ON_FAILED).doAccounting("db", "cdr|failed").fails(BUSY);
    assertThat(failed.onlyRecord().kind()).isEqualTo(RecordKind.BASE);
  }

  @Test
  void cdrOnFailedChangesNothingOfAnAnsweredCall() {
    AccountingRecord record =
        StandardCall.invite(CDR_ON_FAILED)
            .doAccounting("db", "cdr")
            .answered()
            .callerHangsUp()
            .onlyRecord();

    assertThat(record.core().code()).isEqualTo("200");
    assertThat(record.timing().orElseThrow().durationMillis()).isEqualTo(60_250);
  }
}
