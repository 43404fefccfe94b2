package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.BYE;
import static org.sipacc.accounting.StandardCall.ENDED;
import static org.sipacc.accounting.StandardCall.INVITED;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;

class CallDetailRecordTest {
  private static StandardCall cdrCall() {
    return StandardCall.invite().doAccounting("db", "cdr").tried("sip:bob@b").rings();
  }

  @Test
  @DisplayName("E01 one record at the end of the call, from answer to BYE")
  void oneRecordAtTheEnd() {
    StandardCall call = cdrCall().answered();
    assertThat(call.records()).isEmpty();

    AccountingRecord cdr = call.callerHangsUp().onlyRecord();
    assertThat(cdr.kind()).isEqualTo(RecordKind.CDR);
    assertThat(cdr.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED));
    Timing timing = cdr.timing().orElseThrow();
    assertThat(timing)
        .isEqualTo(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 60_250));
    assertThat(timing.durationSeconds()).isEqualTo(61);
  }

  @Test
  @DisplayName("a backend that wants the answer too gets it once, and the CDR with its cause")
  void answerAndEnd() {
    StandardCall call =
        StandardCall.invite(
                new Options(false, false, false, false, Set.of(), Set.of(Backend.AAA), Set.of()))
            .doAccounting("aaa|db", "cdr")
            .answered()
            .answered("tt2");

    AccountingRecord answer = call.onlyRecord();
    assertThat(answer.backend()).isEqualTo(Backend.AAA);
    assertThat(answer.kind()).isEqualTo(RecordKind.BASE);
    assertThat(answer.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED));
    assertThat(answer.timing().orElseThrow())
        .isEqualTo(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 0));
    assertThat(answer.endCause()).isEmpty();

    call.calleeHangsUp();
    assertThat(call.records(RecordKind.CDR, Backend.DB)).hasSize(1);
    assertThat(call.records(RecordKind.CDR, Backend.AAA))
        .singleElement()
        .extracting(AccountingRecord::endCause)
        .isEqualTo(Optional.of(EndCause.UPSTREAM_BYE));
    assertThat(call.records()).hasSize(3);
  }

  @Test
  @DisplayName("the cause of the end is that of the BYE, if there was one")
  void causeOfTheEnd() {
    StandardCall bye =
        cdrCall().answered().callerSendsBye().on(new Ended(ENDED, EndCause.LIFETIME_TIMEOUT));
    StandardCall expired = cdrCall().answered().on(new Ended(ENDED, EndCause.LIFETIME_TIMEOUT));

    assertThat(bye.onlyRecord().endCause()).contains(EndCause.DOWNSTREAM_BYE);
    assertThat(expired.onlyRecord().endCause()).contains(EndCause.LIFETIME_TIMEOUT);
  }

  @Test
  @DisplayName("E05 the tags stay the INVITE's when the callee hangs up")
  void calleeHangsUp() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(BYE, EndCause.UPSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.UPSTREAM_BYE));

    assertThat(call.onlyRecord().core().fromTag()).isEqualTo("ft1");
    assertThat(call.summary().endedBy()).isEqualTo(EndedBy.CALLEE);
    assertThat(call.summary().cause()).isEqualTo("Upstream BYE");
  }

  @Test
  @DisplayName("E10 crossing and repeated BYEs give one record that ends at the first")
  void crossingByes() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE))
            .on(new ByeReceived(BYE.plusMillis(3), EndCause.UPSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED.plusMillis(3), EndCause.UPSTREAM_BYE));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(call.summary().ended()).isEqualTo(BYE);
  }

  @Test
  @DisplayName("E22 a BYE while it rings ends no call")
  void byeWhileRinging() {
    StandardCall call =
        cdrCall()
            .on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE))
            .fails(Reply.received(487, "Request Terminated", "tt1"));

    assertThat(call.records()).isEmpty();
    assertThat(call.summary().outcome()).isEqualTo(Outcome.FAILED);
  }

  @ParameterizedTest(name = "{0} us are {1} ms, {2} s")
  @DisplayName("E14 E15 the duration is cut to milliseconds and rounded up to seconds")
  @CsvSource({"0,0,0", "999,0,0", "1000,1,1", "1000000,1000,1", "1001000,1001,2"})
  void durations(long micros, long millis, long seconds) {
    Instant end = ANSWERED.plus(micros, ChronoUnit.MICROS);
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(end, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));

    Timing timing = call.onlyRecord().timing().orElseThrow();
    assertThat(timing.durationMillis()).isEqualTo(millis);
    assertThat(timing.durationSeconds()).isEqualTo(seconds);
  }

  @Test
  @DisplayName("E19 without a BYE the call ends when its lifetime does")
  void lifetime() {
    StandardCall call =
        cdrCall().answered().on(new Ended(ANSWERED.plusSeconds(60), EndCause.LIFETIME_TIMEOUT));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_000);
    assertThat(call.summary().evidence()).isEqualTo("lifetime");
  }

  @Test
  @DisplayName("E29 cdr asked for later still replaces the INVITE's record")
  void cdrAskedForLater() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "").doAccounting("db", "cdr").answered();
    assertThat(call.records()).isEmpty();
    assertThat(call.callerHangsUp().onlyRecord().kind()).isEqualTo(RecordKind.CDR);
  }

  @Test
  void endBeforeTheAnswerNeverGivesANegativeDuration() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(ANSWERED.minusSeconds(3), EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isZero();
  }

  @Test
  void callIsUpBetweenItsAnswerAndItsEnd() {
    StandardCall call = cdrCall().answered();
    assertThat(call.isOver()).isFalse();
    assertThat(call.callerSendsBye().isOver()).isFalse();
    assertThat(call.callerHangsUp().isOver()).isTrue();
  }

  @Test
  @DisplayName("A25 cdr on a MESSAGE stamps created but makes no CDR, whatever follows")
  void cdrOnAMessageMakesNoCdr() {
    StandardCall message =
        StandardCall.request("MESSAGE").doAccounting("db", "cdr").answered().callerHangsUp();

    assertThat(message.onlyRecord().kind()).isEqualTo(RecordKind.BASE);
    assertThat(message.onlyRecord().timing())
        .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 0));
  }

  @Test
  @DisplayName("C07 the CDR tells of the target that answered, the missed record of the other")
  void attemptThatFailedBeforeTheAnswerIsMissed() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "cdr|missed")
            .tried("sip:bob@b")
            .attemptFails(Reply.received(486, "Busy Here", "tt1"))
            .doAccounting("db", "missed")
            .tried("sip:carol@b")
            .answered("tt2")
            .callerHangsUp();

    assertThat(call.records())
        .extracting(record -> record.kind() + " " + record.core().toTag())
        .containsExactly("MISSED tt1", "CDR tt2");
  }

  @Test
  @DisplayName("C11 of several answers the first is the CDR's")
  void firstOfSeveralAnswersIsTheCdrs() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ReplySent(ANSWERED.plusSeconds(1), Reply.received(200, "Fine", "tt2")))
            .callerHangsUp();

    assertThat(call.onlyRecord().core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED));
    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
  }

  @Test
  @DisplayName("E26 a call answered here has the tag of the answer that was sent")
  void callAnsweredHereHasTheTagOfItsAnswer() {
    StandardCall call =
        cdrCall().on(new ReplySent(ANSWERED, Reply.local(200, "OK", "mine"))).callerHangsUp();

    assertThat(call.onlyRecord().core().toTag()).isEqualTo("mine");
    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
  }

  @Test
  @DisplayName("E07 without a reply to the BYE the call still ends at the BYE")
  void byeWithoutAReply() {
    StandardCall call =
        cdrCall()
            .answered()
            .callerSendsBye()
            .on(new Ended(BYE.plusSeconds(30), EndCause.DOWNSTREAM_BYE));

    assertThat(call.onlyRecord().timing().orElseThrow().durationSeconds()).isEqualTo(61);
    assertThat(call.summary().ended()).isEqualTo(BYE);
  }

  @Test
  @DisplayName("E30 the CDR goes to the table that do_accounting names")
  void cdrGoesToTheNamedTable() {
    AccountingRecord cdr =
        StandardCall.invite()
            .doAccounting("db", "cdr", Optional.of("my_acc"))
            .answered()
            .callerHangsUp()
            .onlyRecord();

    assertThat(cdr.table()).isEqualTo("my_acc");
    assertThat(cdr.columns()).isEqualTo(CoreColumns.DEFAULT);
  }

  @Test
  void renamedColumnsAreThoseOfDatabaseRecordsAlone() {
    CoreColumns renamed = new CoreColumns("m", "ft", "tt", "ci", "sc", "sr", "t");
    AccountingSettings settings =
        new AccountingSettings(
            "acc", "missed_calls", renamed, Map.of(), Map.of(), AccountingSettings.Options.DEFAULT);
    AccountingContext context =
        AccountingContext.of(
            StandardCall.facts("INVITE", "ft1", "", INVITED), settings, "v1", StandardCall.UID);
    context.doAccounting(StandardCall.arguments("db|log", ""), INVITED);

    assertThat(context.on(new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1"))).records())
        .extracting(AccountingRecord::backend, AccountingRecord::columns)
        .containsExactlyInAnyOrder(
            tuple(Backend.DB, renamed), tuple(Backend.LOG, CoreColumns.DEFAULT));
  }

  @Test
  @DisplayName("E33 the last table that is named wins, and none named keeps it")
  void lastNamedTableWins() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "cdr", Optional.of("t1"))
            .doAccounting("db", "", Optional.of("t2"))
            .doAccounting("db", "missed")
            .doAccounting("log", "cdr", Optional.of("t3"))
            .answered()
            .callerHangsUp();

    assertThat(call.records(RecordKind.CDR, Backend.DB).get(0).table()).isEqualTo("t2");
    assertThat(call.records(RecordKind.CDR, Backend.LOG).get(0).table()).isEmpty();
  }

  @Test
  void createdIsThatOfTheFirstCdr() {
    StandardCall call = cdrCall();
    call.context().doAccounting(StandardCall.arguments("db", "cdr"), INVITED.plusSeconds(3));

    assertThat(call.answered().callerHangsUp().onlyRecord().timing().orElseThrow().created())
        .contains(INVITED.truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  @DisplayName("D-21 setup is a difference of whole seconds and never negative")
  void setupIsADifferenceOfWholeSeconds() {
    Instant created = Instant.ofEpochMilli(1_700_000_000_999L);

    assertThat(setupSeconds(created, created.plusMillis(2))).isEqualTo(1);
    assertThat(setupSeconds(created, created.minusSeconds(5))).isZero();
  }

  private static long setupSeconds(Instant created, Instant answered) {
    StandardCall call = StandardCall.invite();
    call.context().doAccounting(StandardCall.arguments("db", "cdr"), created);
    return call.on(new ReplySent(answered, Reply.received(200, "OK", "tt1")))
        .callerHangsUp()
        .onlyRecord()
        .timing()
        .orElseThrow()
        .setupSeconds();
  }

  @Test
  void contextIsUpFromItsAnswerAndOverFromItsEnd() {
    StandardCall call = cdrCall();
    assertThat(call.context().isUp()).isFalse();
    assertThat(call.context().isOver()).isFalse();

    call.answered();
    assertThat(call.context().isUp()).isTrue();
    assertThat(call.context().isOver()).isFalse();

    call.callerHangsUp();
    assertThat(call.context().isUp()).isFalse();
    assertThat(call.context().isOver()).isTrue();
    assertThat(call.context().on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE)).isEmpty()).isTrue();
  }

  @Test
  void outputIsEmptyWithoutRecordsAndSummary() {
    AccountingContext context = StandardCall.invite().doAccounting("db", "").context();
    AccountingContext.Output answer =
        context.on(new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1")));
    AccountingContext.Output bye = context.on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE));
    AccountingContext.Output end = context.on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));

    assertThat(answer.isEmpty()).isFalse();
    assertThat(answer.summary()).isEmpty();
    assertThat(bye.isEmpty()).isTrue();
    assertThat(end.records()).isEmpty();
    assertThat(end.isEmpty()).isFalse();
  }
}
