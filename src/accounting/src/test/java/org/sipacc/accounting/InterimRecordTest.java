package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.Options;

/** How long a call that is up has lasted so far. */
class InterimRecordTest {
  private static final Options INTERIMS =
      new Options(false, false, false, false, Set.of(), Set.of(), Set.of(Backend.AAA, Backend.LOG));
  private static final Instant MINUTE = StandardCall.ANSWERED.plusSeconds(60);

  @Test
  void itTellsOfTheCallAsItsCdrWillUpToItsInstant() {
    StandardCall call = StandardCall.invite(INTERIMS).doAccounting("aaa", "cdr").answered();

    AccountingRecord interim = only(call.context().interim(MINUTE));
    AccountingRecord cdr = call.callerHangsUp().onlyRecord();

    assertThat(interim.kind()).isEqualTo(RecordKind.INTERIM);
    assertThat(interim.backend()).isEqualTo(Backend.AAA);
    assertThat(interim.core()).isEqualTo(cdr.core());
    assertThat(interim.callUid()).isEqualTo(cdr.callUid());
    assertThat(interim.endCause()).isEmpty();
    Timing timing = interim.timing().orElseThrow();
    assertThat(timing.created()).isEqualTo(cdr.timing().orElseThrow().created());
    assertThat(timing.setupSeconds()).isEqualTo(5);
    assertThat(timing.durationMillis()).isEqualTo(60_000);
    assertThat(timing.durationSeconds()).isEqualTo(60);
    assertThat(cdr.kind()).isEqualTo(RecordKind.CDR);
    assertThat(cdr.timing().orElseThrow().durationMillis()).isEqualTo(60_250);
  }

  @Test
  void onlyBackendsThatWantThemAndHaveACdrToComeGetThem() {
    StandardCall call =
        StandardCall.invite(INTERIMS)
            .doAccounting("db|evi|aaa", "cdr")
            .doAccounting("log", "missed")
            .answered();

    assertThat(call.context().interim(MINUTE))
        .extracting(AccountingRecord::backend)
        .containsExactly(Backend.AAA);
  }

  @Test
  void thereAreNoneWhereNobodyWantsThem() {
    StandardCall call = StandardCall.invite().doAccounting("aaa|log", "cdr").answered();

    assertThat(call.context().interim(MINUTE)).isEmpty();
  }

  @Test
  void thereAreNoneBeforeTheAnswer() {
    StandardCall call = StandardCall.invite(INTERIMS).doAccounting("aaa", "cdr").rings();

    assertThat(call.context().interim(StandardCall.ANSWERED)).isEmpty();
  }

  @Test
  void thereAreNoneFromTheByeOnThoughItsReplyIsStillToCome() {
    StandardCall call =
        StandardCall.invite(INTERIMS).doAccounting("aaa", "cdr").answered().callerSendsBye();

    assertThat(call.context().interim(StandardCall.ENDED)).isEmpty();
    assertThat(call.callerHangsUp().context().interim(StandardCall.ENDED)).isEmpty();
  }

  @Test
  void thereAreNoneOfACallWhoseAccountingWasDropped() {
    StandardCall call = StandardCall.invite(INTERIMS).doAccounting("aaa", "cdr").answered();
    call.dropAccounting("aaa", "");

    assertThat(call.context().interim(MINUTE)).isEmpty();
  }

  @Test
  void theirNumberChangesNothingAboutTheEnd() {
    StandardCall call = StandardCall.invite(INTERIMS).doAccounting("aaa|log", "cdr").answered();
    AccountingContext restored =
        AccountingContext.restored(
            call.context().snapshot().orElseThrow(),
            new AccountingSettings(
                "acc", "missed_calls", CoreColumns.DEFAULT, Map.of(), Map.of(), INTERIMS));

    assertThat(call.context().interim(MINUTE)).hasSize(2);
    assertThat(restored.interim(MINUTE)).isEqualTo(call.context().interim(MINUTE));
    assertThat(call.context().snapshot()).isEqualTo(restored.snapshot());
    assertThat(call.callerHangsUp().records())
        .extracting(AccountingRecord::kind)
        .containsOnly(RecordKind.CDR)
        .hasSize(2);
  }

  private static AccountingRecord only(List<AccountingRecord> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }
}
