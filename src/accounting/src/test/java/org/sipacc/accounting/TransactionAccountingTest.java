package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.REFUSED;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ReplySent;

class TransactionAccountingTest {
  private static final Reply BUSY = Reply.received(486, "Busy Here", "tt1");

  @Test
  @DisplayName("A01 an answered INVITE gives a base record without the figures of cdr")
  void answeredInviteGivesABaseRecord() {
    AccountingRecord record =
        StandardCall.invite().doAccounting("db", "").rings().answered().onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.BASE);
    assertThat(record.table()).isEqualTo("acc");
    assertThat(record.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED));
    assertThat(record.timing()).contains(Timing.NONE);
  }

  @Test
  @DisplayName("A02 a refused INVITE gives nothing unless it is asked for")
  void refusedInviteGivesNothingByItself() {
    assertThat(StandardCall.invite().doAccounting("db", "").fails(BUSY).records()).isEmpty();
  }

  @Test
  @DisplayName("A06 missed and failed give one record each")
  void missedAndFailedGiveOneEach() {
    StandardCall call = StandardCall.invite().doAccounting("db", "missed|failed").fails(BUSY);

    assertThat(call.records()).hasSize(2);
    assertThat(call.records(RecordKind.MISSED, Backend.DB).get(0).table())
        .isEqualTo("missed_calls");
    assertThat(call.records(RecordKind.BASE, Backend.DB).get(0).table()).isEqualTo("acc");
  }

  @Test
  @DisplayName("A07 with cdr, missed and failed the records of a refusal carry created and setup")
  void refusalWithCdrCarriesCreatedAndSetup() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr|missed|failed").fails(BUSY);

    assertThat(call.records()).hasSize(2);
    assertThat(call.records())
        .allSatisfy(
            r -> {
              assertThat(r.core().time()).isEqualTo(REFUSED);
              assertThat(r.timing())
                  .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 8, 0));
            });
  }

  @Test
  @DisplayName("A20 a repeated 200 is accounted once, a 200 of another fork again")
  void repeatedAnswerIsAccountedOnce() {
    StandardCall call = StandardCall.invite().doAccounting("db", "").answered().answered();
    assertThat(call.records()).hasSize(1);

    assertThat(call.answered("tt2").records())
        .extracting(r -> r.core().toTag())
        .containsExactly("tt1", "tt2");
  }

  @Test
  @DisplayName("A23 a reply made here has no To-tag in its record")
  void localReplyHasNoToTag() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db", "failed")
            .fails(Reply.local(408, "Request Timeout", "mine"))
            .onlyRecord();

    assertThat(record.core().toTag()).isEmpty();
    assertThat(record.core().code()).isEqualTo("408");
  }

  @Test
  @DisplayName("A25 cdr on a MESSAGE only fills created and setup")
  void cdrOnAMessageFillsCreated() {
    AccountingRecord record =
        StandardCall.request("MESSAGE").doAccounting("db", "cdr").answered().onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.BASE);
    assertThat(record.timing().orElseThrow().setupSeconds()).isEqualTo(5);
  }

  @Test
  @DisplayName("E27 a flag of one backend says nothing about another")
  void flagsArePerBackend() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "cdr").doAccounting("log", "").answered();
    assertThat(call.records(RecordKind.BASE, Backend.LOG)).hasSize(1);
    assertThat(call.records().get(0).timing()).contains(Timing.NONE);

    call.callerHangsUp();
    assertThat(call.records(RecordKind.CDR, Backend.DB)).hasSize(1);
    assertThat(call.records()).hasSize(2);
  }

  @Test
  @DisplayName("C05 missed disarms itself")
  void missedDisarmsItself() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "missed").attemptFails(BUSY).tried("sip:carol@b");

    assertThat(call.fails(Reply.received(480, "Gone", "tt2")).records())
        .extracting(r -> r.core().code())
        .containsExactly("486");
  }

  @Test
  @DisplayName("C06 armed again, missed records each failed attempt")
  void missedRecordsEachAttemptWhenArmedAgain() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed")
            .attemptFails(BUSY)
            .doAccounting("db", "missed")
            .tried("sip:carol@b")
            .fails(Reply.received(480, "Gone", "tt2"));

    assertThat(call.records()).extracting(r -> r.core().code()).containsExactly("486", "480");
  }

  @Test
  void armedAgainWithoutAnotherAttemptTheFailureIsRecordedOnce() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed")
            .attemptFails(BUSY)
            .doAccounting("db", "missed")
            .on(new ReplySent(REFUSED, BUSY));

    assertThat(call.records()).hasSize(1);
  }

  @Test
  @DisplayName("C09 the missed record tells how the attempt failed, the base record what was sent")
  void missedTellsTheAttemptAndBaseTheReply() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed|failed")
            .attemptFails(BUSY)
            .on(new ReplySent(REFUSED, Reply.local(404, "No such user", "")));

    assertThat(call.records())
        .extracting(r -> r.kind() + " " + r.core().code() + " " + r.core().reason())
        .containsExactly("MISSED 486 Busy Here", "BASE 404 No such user");
  }

  @Test
  @DisplayName("E33 a table is looked at only when db is among the types")
  void tableBelongsToDb() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "cdr", Optional.of("t1"))
            .doAccounting("log", "cdr", Optional.of("t2"))
            .answered()
            .callerHangsUp();

    assertThat(call.records(RecordKind.CDR, Backend.DB).get(0).table()).isEqualTo("t1");
  }

  @Test
  @DisplayName("G04 dropping a flag keeps the backend")
  void droppingAFlagKeepsTheBackend() {
    StandardCall call =
        StandardCall.invite().doAccounting("db|log", "missed").dropAccounting("db", "missed");

    assertThat(call.answered().records())
        .extracting(AccountingRecord::backend)
        .containsExactlyInAnyOrder(Backend.DB, Backend.LOG);
  }

  @Test
  @DisplayName("G03 dropping everything leaves nothing")
  void droppingEverythingLeavesNothing() {
    StandardCall call =
        StandardCall.invite().doAccounting("db|log", "cdr|missed").dropAccounting("", "");

    assertThat(call.answered().callerHangsUp().records()).isEmpty();
    assertThat(call.summary().outcome()).isEqualTo(CallSummary.Outcome.ANSWERED);
  }

  @Test
  @DisplayName("H02 extras stand under the backend's own names, unset ones empty")
  void extrasStandUnderTheirNames() {
    StandardCall call = StandardCall.invite().doAccounting("db", "").extra("src", "alice");
    assertThat(call.answered().onlyRecord().extras())
        .containsExactly(new Field("src_user", "alice"));

    StandardCall cleared =
        StandardCall.invite().doAccounting("db", "").extra("src", "alice").extra("src", "");
    assertThat(cleared.answered().onlyRecord().extras())
        .isEqualTo(List.of(new Field("src_user", "")));
  }

  @Test
  void attemptThatFailsAfterTheAnswerIsNotMissed() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed")
            .on(new AttemptStarted(INVITED, List.of("sip:bob@b", "sip:carol@b")))
            .answered()
            .on(new AttemptFailed(REFUSED, BUSY));

    assertThat(call.records()).extracting(AccountingRecord::kind).containsExactly(RecordKind.BASE);
  }
}
